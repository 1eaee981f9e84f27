package dev.weir.races;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which concurrent classes the races in a file are about; nested classes count for the one around them. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Races {
    /** Those classes; of any package, so by their type. */
    Class<?>[] value();
}

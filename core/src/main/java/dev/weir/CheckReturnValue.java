package dev.weir;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the method gives must be looked at: dropped, an offer is not known to be refused, and a declaration does nothing.
 * On a type it goes for all methods that are declared there. Error Prone and several IDEs know it by its name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface CheckReturnValue {}

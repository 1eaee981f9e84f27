package dev.weir.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class that is measured. Its public methods with {@code @Benchmark} are the contenders: those that begin with
 * {@code floor} are written by hand, those with {@code weir} are ours, all others are peers. Its fields with
 * {@code @Param} are its parameters.
 *
 * <p>What JMH cannot express is a program: a class with a {@code main} that gets a contender and {@code name=value} for
 * each parameter, and prints lines of a metric and its value, the most important one first. It names its contenders and
 * parameters in {@code public static final List<String> CONTENDERS} and {@code Map<String, List<String>> PARAMETERS}.
 *
 * <p>A workload of {@code bench http} is a constant of an enum, or a class: it says what is asked for.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Workload {
    /** What it is chosen by. */
    String id();

    /** What is done, in a few words. */
    String title();

    /** What the numbers are for one of. */
    String item() default "item";

    /** Whether the numbers are of how much is done, and not of what it costs. */
    boolean moreIsBetter() default false;

    /** Values for drawings of the cost over a parameter, instead of the usual ones: {@code inputs=1,8,64}. */
    String[] scaling() default {};
}

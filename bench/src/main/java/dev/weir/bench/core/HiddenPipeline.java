package dev.weir.bench.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * A class of its own for each pipeline, written by hand as the floor of a JVM that ran many: the functions are constants of
 * the class, so the compiler sees through them whatever else has run.
 */
final class HiddenPipeline {
    private HiddenPipeline() {}

    /** Defines a class out of {@link Template}; what it makes adds up what comes of the numbers below a number. */
    static LongUnaryOperator of(
            Function<Long, Long> first, Function<Long, Long> second, Function<Long, Long> third, Predicate<Long> test) {
        try (InputStream template =
                Objects.requireNonNull(HiddenPipeline.class.getResourceAsStream("HiddenPipeline$Template.class"))) {
            MethodHandles.Lookup defined = MethodHandles.lookup()
                    .defineHiddenClassWithClassData(template.readAllBytes(), List.of(first, second, third, test), true);
            return (LongUnaryOperator)
                    defined.lookupClass().getDeclaredConstructor().newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Is never used itself: there are no functions in it. */
    static final class Template implements LongUnaryOperator {
        private static final Function<Long, Long> FIRST = given(0);
        private static final Function<Long, Long> SECOND = given(1);
        private static final Function<Long, Long> THIRD = given(2);
        private static final Predicate<Long> TEST = given(3);

        @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"}) // what the class was defined with
        private static <F> F given(int index) {
            try {
                return (F) Objects.requireNonNull(
                        MethodHandles.classDataAt(MethodHandles.lookup(), "_", Object.class, index));
            } catch (IllegalAccessException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @Override
        public long applyAsLong(long items) {
            long sum = 0;
            for (long n = 0; n < items; n++) {
                Long item = THIRD.apply(SECOND.apply(FIRST.apply(n)));
                if (TEST.test(item)) {
                    sum += item;
                }
            }
            return sum;
        }
    }
}

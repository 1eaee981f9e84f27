package dev.weir.testkit;

/**
 * One thing that always holds, to be run by any test framework; with JUnit:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> laws() {
 *     return PipeLaws.of(myPipe, input, expected).laws().stream().map(law -> dynamicTest(law.name(), law.check()::run));
 * }
 * }</pre>
 *
 * @param name what holds
 * @param check asserts it, on several engines
 */
public record Law(String name, Check check) {
    /** Asserts something. */
    @FunctionalInterface
    public interface Check {
        /**
         * Asserts it.
         *
         * @throws Exception if it could not be tried
         * @throws AssertionError if it does not hold; the message says where
         */
        void run() throws Exception;
    }

    /**
     * Checks it.
     *
     * @throws Exception if it could not be tried
     */
    public void run() throws Exception {
        try {
            check.run();
        } catch (AssertionError e) {
            throw new AssertionError("law: " + name + "; " + e.getMessage(), e);
        }
    }
}

package dev.weir.proof.tck;

import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;

/** What the verifications share. */
final class Rules {
    private Rules() {}

    /** Patient where something must come, so that a slow machine does no harm; brief where nothing must. */
    static TestEnvironment environment() {
        return new TestEnvironment(2_000, 30, 30);
    }

    /** Tells what a test that has failed was about: its report knows its name alone. */
    static void tell(ITestResult result, Object about) {
        if (result.getStatus() == ITestResult.FAILURE) {
            System.err.println(result.getName() + " failed for: " + about);
        }
    }
}

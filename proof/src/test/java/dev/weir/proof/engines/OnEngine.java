package dev.weir.proof.engines;

import dev.weir.Engine;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs each test so that pipelines that name no engine run on that of the system property {@code weir.engine}. */
public final class OnEngine implements InvocationInterceptor {
    private static final Engines ENGINE = Engines.valueOf(System.getProperty("weir.engine", "VIRTUAL_THREADS"));

    private static <T> T on(Invocation<T> invocation) throws Throwable {
        Engines.Made made = ENGINE.make();
        try {
            return Engine.within(made.engine(), invocation::proceed);
        } finally {
            made.end().close();
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        on(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        on(invocation);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        on(invocation);
    }
}

package dev.weir.internal.compile;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What a function takes and answers. Its interface has forgotten that, but a lambda that may travel says it: then numbers
 * need no box on their way from one function to the next. Of others nothing is known, and nothing need be.
 */
final class Types {
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;

    private Types() {}

    /** What it answers. */
    static ClassDesc result(Object function) {
        MethodTypeDesc type = of(function);
        return type == null ? OBJECT : type.returnType();
    }

    private static @Nullable MethodTypeDesc of(Object function) {
        if (!function.getClass().isHidden()) {
            return null; // no lambda: two of its class need not be alike
        }
        try {
            Method replace = function.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            Object form = replace.invoke(function);
            return form instanceof SerializedLambda lambda
                    ? MethodTypeDesc.ofDescriptor(lambda.getInstantiatedMethodType())
                    : null;
        } catch (ReflectiveOperationException
                | RuntimeException notALambda) { // or in a module that keeps it for itself
            return null;
        }
    }
}

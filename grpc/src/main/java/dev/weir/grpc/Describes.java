package dev.weir.grpc;

import dev.weir.admission.Work;
import io.grpc.Metadata;
import io.grpc.ServerCall;

/** Says more of the work that a call asks for than it says by itself. Any thread of the server may ask it. */
@FunctionalInterface
public interface Describes {
    /**
     * Says it. Must be quick, must not block, and must do nothing to the call.
     *
     * @param call the call
     * @param headers what came with it
     * @param work what is known of it
     * @return the same, or other work
     */
    Work of(ServerCall<?, ?> call, Metadata headers, Work work);
}

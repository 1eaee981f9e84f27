package dev.weir.grpc;

import dev.weir.admission.Permit;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;

/** A call that was let in. Its permit is given back when it is closed, or is over in another way; the first of these counts. */
final class Served<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Permit permit;

    private Served(ServerCall.Listener<Q> handler, Permit permit) {
        super(handler);
        this.permit = permit;
    }

    static <Q, R> ServerCall.Listener<Q> begin(
            Permit permit, ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        boolean begun = false;
        try {
            ServerCall.Listener<Q> handler = next.startCall(new Closing<>(call, permit), headers);
            begun = true;
            return new Served<>(handler, permit);
        } finally {
            if (!begun) {
                permit.close();
            }
        }
    }

    @Override
    public void onCancel() {
        try {
            super.onCancel();
        } finally {
            permit.close();
        }
    }

    @Override
    public void onComplete() {
        try {
            super.onComplete();
        } finally {
            permit.close();
        }
    }

    /** What the handler sees of the call. */
    private static final class Closing<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final Permit permit;

        Closing(ServerCall<Q, R> call, Permit permit) {
            super(call);
            this.permit = permit;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            try {
                super.close(status, trailers);
            } finally {
                permit.close();
            }
        }
    }
}

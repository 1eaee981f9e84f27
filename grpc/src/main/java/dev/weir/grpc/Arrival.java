package dev.weir.grpc;

import dev.weir.admission.Decision;
import dev.weir.admission.Permit;
import dev.weir.admission.Refusal;
import dev.weir.admission.Route;
import dev.weir.admission.Waiting;
import dev.weir.admission.Work;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that asks to be let in, and what listens to it while it waits.
 *
 * <p>Events of a call come one after the other, which its handler relies on. The handler of one that has waited begins on
 * another thread than these come on, so it begins while the lock is held: an event that comes then waits until it has begun,
 * as it would without an interceptor. Of what comes before, no message can be: nobody has asked for one. What else can come is
 * remembered in two bits, and told to the handler when it has begun. Who is cancelled before that is over.
 */
final class Arrival<Q, R> extends ServerCall.Listener<Q> implements Consumer<Decision> {
    private final ServerCall<Q, R> call;
    private final Metadata headers;
    private final ServerCallHandler<Q, R> next;
    private final Executor executor;
    private final Context context = Context.current();

    // guarded by this
    private @Nullable Decision decision;
    private @Nullable Waiting waiting; // null: it was decided at once
    private ServerCall.@Nullable Listener<Q> handler;
    private boolean ready;
    private boolean halfClosed;
    private boolean over;

    Arrival(ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next, Executor executor) {
        this.call = call;
        this.headers = headers;
        this.next = next;
        this.executor = executor;
    }

    /** What is to listen to the call. */
    ServerCall.Listener<Q> enter(Route route, Work work) {
        return switch (asked(route.enter(work, this))) {
            case null -> this;
            case Permit permit -> Served.begin(permit, call, headers, next);
            case Decision.Refused(Refusal why) -> {
                refuse(why);
                yield new ServerCall.Listener<>() {};
            }
        };
    }

    private synchronized @Nullable Decision asked(Waiting now) {
        if (decision == null) {
            waiting = now;
        }
        return decision;
    }

    @Override
    public void accept(Decision made) {
        synchronized (this) {
            decision = made;
            if (over && made instanceof Permit permit) {
                permit.withdraw();
            }
            if (over || waiting == null) {
                return;
            }
        }
        switch (made) {
            case Permit permit -> begins(permit);
            case Decision.Refused(Refusal why) -> refuse(why);
        }
    }

    private void refuse(Refusal why) {
        call.close(GrpcRefusal.status(why), GrpcRefusal.trailers(why));
    }

    private void begins(Permit permit) {
        try {
            executor.execute(context.wrap(() -> begin(permit)));
        } catch (RejectedExecutionException e) {
            permit.withdraw();
            call.close(
                    Status.UNAVAILABLE.withDescription("no thread to begin on").withCause(e), new Metadata());
        }
    }

    private synchronized void begin(Permit permit) {
        if (over) {
            return;
        }
        try {
            ServerCall.Listener<Q> begun = Served.begin(permit, call, headers, next);
            handler = begun;
            if (ready) {
                begun.onReady();
            }
            if (halfClosed) {
                begun.onHalfClose();
            }
        } catch (RuntimeException e) {
            fail(e);
            throw e;
        }
    }

    /** As the server does with a handler that fails. */
    private void fail(RuntimeException failure) {
        try {
            call.close(Status.fromThrowable(failure), new Metadata());
        } catch (IllegalStateException e) {
            failure.addSuppressed(e); // the handler had closed it before
        }
    }

    @Override
    public void onReady() {
        ServerCall.Listener<Q> begun;
        synchronized (this) {
            ready = true;
            begun = handler;
        }
        if (begun != null) {
            begun.onReady();
        }
    }

    @Override
    public void onMessage(Q message) {
        ServerCall.Listener<Q> begun = begun();
        if (begun != null) {
            begun.onMessage(message);
        }
    }

    @Override
    public void onHalfClose() {
        ServerCall.Listener<Q> begun;
        synchronized (this) {
            halfClosed = true;
            begun = handler;
        }
        if (begun != null) {
            begun.onHalfClose();
        }
    }

    @Override
    public void onCancel() {
        ServerCall.Listener<Q> begun;
        Waiting waits;
        synchronized (this) {
            over = true;
            begun = handler;
            waits = waiting;
            if (begun == null && decision instanceof Permit permit) {
                permit.withdraw();
            }
        }
        if (begun != null) {
            begun.onCancel();
        } else if (waits != null) {
            waits.cancel();
        }
    }

    @Override
    public void onComplete() {
        ServerCall.Listener<Q> begun = begun();
        if (begun != null) {
            begun.onComplete();
        }
    }

    private synchronized ServerCall.@Nullable Listener<Q> begun() {
        return handler;
    }
}

package dev.weir.servlet;

import dev.weir.admission.Decision;
import dev.weir.admission.Permit;
import dev.weir.admission.Refusal;
import dev.weir.admission.Route;
import dev.weir.admission.Waiting;
import dev.weir.admission.Work;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that asks to be let in, and waits without a thread if it must.
 *
 * <p>Two sides meet here: the admission, which tells what it has decided, and the thread of the container, which goes into
 * asynchronous mode if it has not been told yet. Whoever comes second resumes the request. If the request ends before (its
 * client is seen to leave), it gives up, and what it is given later goes back.
 */
final class Arrival implements Consumer<Decision>, AsyncListener {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final boolean unfairIs429;
    private @Nullable Waiting waiting; // set before it can be asynchronous
    private long timeout;

    // guarded by this
    private @Nullable Decision decision;
    private @Nullable AsyncContext context;
    private boolean gone;

    Arrival(HttpServletRequest request, HttpServletResponse response, boolean unfairIs429) {
        this.request = request;
        this.response = response;
        this.unfairIs429 = unfairIs429;
    }

    /** What was decided at once; null: it waits, and is resumed. */
    @Nullable
    Decision enter(Route route, Work work) {
        waiting = route.enter(work, this);
        Decision made = decided();
        if (made != null) {
            return made;
        }
        AsyncContext started;
        try {
            started = request.startAsync(request, response);
            timeout = started.getTimeout();
            started.setTimeout(0); // the admission knows how long it may wait
            started.addListener(this);
        } catch (RuntimeException e) {
            leave();
            throw e;
        }
        made = waitIn(started);
        if (made != null) {
            resume(started, made);
        }
        return null;
    }

    private synchronized @Nullable Decision decided() {
        return decision;
    }

    private synchronized @Nullable Decision waitIn(AsyncContext started) {
        context = started;
        return decision;
    }

    @Override
    public void accept(Decision made) {
        AsyncContext started;
        synchronized (this) {
            decision = made;
            started = gone ? null : context;
            if (gone && made instanceof Permit permit) {
                permit.withdraw();
            }
        }
        if (started != null) {
            resume(started, made);
        }
    }

    /** On any thread; the container does what is left on its own. */
    private void resume(AsyncContext started, Decision made) {
        try {
            switch (made) {
                case Permit _ -> started.dispatch();
                case Decision.Refused(Refusal why) -> refuse(started, why);
            }
        } catch (RuntimeException e) {
            leave();
            end(started);
        }
    }

    private void refuse(AsyncContext started, Refusal why) {
        try {
            Refusals.answer(response, why, unfairIs429);
        } catch (IOException e) {
            // its client has gone: nobody is left to be told
        }
        started.complete();
    }

    /** As a rule it has ended: that is why it could not be resumed. Else nobody would end it. */
    private void end(AsyncContext started) {
        try {
            if (!response.isCommitted()) {
                response.setStatus(503);
            }
            started.complete();
        } catch (RuntimeException e) {
            // it has ended
        }
    }

    private void leave() {
        Waiting waits = waiting;
        synchronized (this) {
            gone = true;
            if (decision instanceof Permit permit) {
                permit.withdraw();
            }
        }
        if (waits != null) {
            waits.cancel();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        Decision made = decided();
        if (made instanceof Permit permit) {
            permit.close();
        } else {
            leave();
        }
    }

    /** The servlet goes on asynchronously: with the time that it would have had without the wait. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().setTimeout(timeout);
        event.getAsyncContext().addListener(this);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {
        if (decided() == null) {
            leave();
        }
    }
}

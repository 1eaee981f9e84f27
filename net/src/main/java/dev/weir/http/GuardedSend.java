package dev.weir.http;

import dev.weir.http.HttpClientException.Kind;
import dev.weir.http.internal.overload.Ask;
import dev.weir.http.internal.overload.AttemptHeaders;
import dev.weir.http.internal.overload.LocalReason;
import dev.weir.http.internal.overload.Verdict;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A request that is sent when the limiter of its origin lets it, and perhaps once more, and the response that comes of it.
 * There is one attempt at a time, or none while it is held. If somebody else completes it, by a cancel or because its client
 * is closed, it is let go, or its attempt withdrawn.
 */
final class GuardedSend extends CompletableFuture<Response> {
    private final OverloadFilter filter;
    private final Request request;
    private final OverloadFilter.Sender sender;
    private final LimitedOrigin origin;
    private final boolean timed;
    private final Asking ask;
    private int attempts; // made; by one at a time
    private volatile @Nullable CompletableFuture<Response> attempt;

    GuardedSend(OverloadFilter filter, Request request, long timeout, OverloadFilter.Sender sender) {
        this.filter = filter;
        this.request = request;
        this.sender = sender;
        origin = filter.limited();
        timed = timeout != Long.MAX_VALUE;
        OverloadControl control = filter.control();
        long patience = OverloadFilter.nanos(control.settings().patience());
        long now = control.means().ticker().nanoTime();
        ask = new Asking(
                control.route(request),
                control.tenant(request),
                now + Math.min(timeout, patience),
                timed,
                now + timeout);
        var _ = whenComplete((response, failure) -> over(failure != null));
    }

    /** What the limiter tells. */
    private final class Asking extends Ask {
        private final long until;

        Asking(String route, String tenant, long limit, boolean ends, long deadline) {
            super(route, tenant, limit, ends, deadline);
            until = deadline;
        }

        @Override
        protected void go() {
            attempt(until);
        }

        @Override
        protected void refused(LocalReason why) {
            complete(LocalRefusal.answer(request, why));
        }

        @Override
        protected void late() {
            fail(Kind.TIMEOUT, OverloadFilter.LATE, null);
        }
    }

    void begin() {
        origin.first(ask);
        if (isDone()) { // its client was closed before it was known here
            origin.withdraw(ask);
        }
    }

    void fail(Kind kind, String message, @Nullable Throwable cause) {
        completeExceptionally(new HttpClientException(kind, message, cause));
    }

    private void over(boolean failed) {
        filter.over(this);
        origin.withdraw(ask);
        CompletableFuture<Response> made = attempt;
        if (failed && made != null) {
            made.cancel(false);
        }
    }

    private void attempt(long deadline) {
        if (isDone()) {
            return;
        }
        OverloadControl control = filter.control();
        long left = timed ? deadline - control.means().ticker().nanoTime() : Long.MAX_VALUE;
        if (left <= 0) {
            fail(Kind.TIMEOUT, OverloadFilter.LATE, null);
            return;
        }
        Headers head = AttemptHeaders.on(
                request.headers(), attempts++, left, control.settings().deadline());
        CompletableFuture<Response> made = sent(request.withHeaders(head));
        attempt = made;
        if (isDone()) { // before it could be seen
            made.cancel(false);
        }
        var _ = made.whenComplete(this::answered);
    }

    private CompletableFuture<Response> sent(Request what) {
        try {
            return sender.apply(what);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(@Nullable Response response, @Nullable Throwable failure) {
        if (failure instanceof CancellationException) {
            return; // it was withdrawn, which says nothing of the origin
        }
        Verdict verdict = response == null ? failed(failure) : said(response);
        boolean again = origin.answered(ask, verdict, repeatable(verdict), attempts);
        if (again) {
            if (response != null) {
                response.discard();
            }
            if (isDone()) { // meanwhile, before it was held
                origin.withdraw(ask);
            }
        } else if (response == null) {
            completeExceptionally(
                    failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure);
        } else if (!complete(response)) {
            response.discard();
        }
    }

    private Verdict said(Response response) {
        return Verdict.of(
                response.status(),
                response.headers(),
                filter.control().means().wall().instant());
    }

    private static Verdict failed(@Nullable Throwable failure) {
        Kind kind = failure instanceof HttpClientException e ? e.kind() : Kind.PROTOCOL;
        return switch (kind) {
            case CONNECT -> Verdict.UNREACHED;
            case BROKEN, BUSY -> Verdict.BROKEN;
            case TIMEOUT, PROTOCOL -> Verdict.ACCEPTED;
        };
    }

    /** Whether it may be sent once more without being done twice, and all of it is here. */
    private boolean repeatable(Verdict verdict) {
        boolean once = verdict.untouched() || Send.IDEMPOTENT.contains(request.method());
        return verdict.kind() != Verdict.Kind.ACCEPTED
                && verdict.mayReturn()
                && once
                && request.carried() instanceof WholeBody
                && !request.hasTrailers()
                && attempts < filter.control().settings().attempts()
                && !isDone()
                && !filter.closed();
    }
}

package dev.weir.gateway;

import dev.weir.Ending;
import dev.weir.admission.Permit;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One request on its way through the gateway, with its permit. It is over when the answer has been sent or can no longer
 * be, and the origin no longer works on it: only then is the permit given back.
 */
final class Exchange {
    private static final int EARLY_HINTS = 103;

    private final Request request;
    private final Permit permit;
    private final CompletableFuture<Response> answer; // what the client is told, once
    private final CompletableFuture<Ending> over = new CompletableFuture<>();

    Exchange(Request request, Permit permit, CompletableFuture<Response> answer) {
        this.request = request;
        this.permit = permit;
        this.answer = answer;
    }

    Request request() {
        return request;
    }

    /** The slot it has in the pipeline is free when this completes. */
    CompletionStage<Ending> over() {
        return over;
    }

    /** The client has gone, or was told something already. */
    boolean abandoned() {
        return request.over().toCompletableFuture().isDone();
    }

    /** Run when the client has gone before it was told anything. */
    void whenAbandoned(Runnable told) {
        var _ = request.over().whenComplete((ending, thrown) -> {
            if (!answer.isDone()) {
                told.run();
            }
        });
    }

    /** The origin has answered: what it says is told, and the exchange is over when that has been sent. */
    void served(Response response) {
        answer.complete(response.onEnded(ending -> end(ending, true)));
    }

    /** The origin goes on with another protocol: how long that takes says nothing about how long requests take. */
    void switched(Response response) {
        answer.complete(response.onEnded(ending -> end(ending, false)));
    }

    /** The origin says something before its answer. */
    void interim(Response hints) {
        if (hints.status() == EARLY_HINTS && !abandoned() && !answer.isDone()) {
            request.early(Hops.interim(hints));
        }
    }

    /** The origin has answered a client that has gone. */
    void servedInVain(Response response) {
        response.discard();
        end(Ending.DONE, true);
    }

    /** The origin has not answered: the client is told why. */
    void notServed(Response why) {
        if (abandoned()) {
            end(new Ending.Cancelled("the client has gone"), false);
        } else {
            answer.complete(why.onEnded(ending -> end(ending, false)));
        }
    }

    private void end(Ending ending, boolean served) {
        if (served) {
            permit.close();
        } else {
            permit.withdraw();
        }
        over.complete(ending);
    }
}

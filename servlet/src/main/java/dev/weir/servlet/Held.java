package dev.weir.servlet;

import dev.weir.admission.Permit;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Holds a permit until a request that went on asynchronously has completed. Each ends in that, be it after an error, a
 * time-out or further dispatches; a dispatch that starts anew loses its listeners, so this one joins again.
 */
final class Held implements AsyncListener {
    private final Permit permit;

    private Held(Permit permit) {
        this.permit = permit;
    }

    static void until(HttpServletRequest request, Permit permit) {
        try {
            request.getAsyncContext().addListener(new Held(permit));
        } catch (IllegalStateException e) { // it has completed meanwhile
            permit.close();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        permit.close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}
}

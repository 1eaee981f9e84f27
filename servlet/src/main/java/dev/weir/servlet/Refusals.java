package dev.weir.servlet;

import dev.weir.admission.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The answer to a request that was refused, the same as that of the gate of {@code HttpServer}: when to come back, in whole
 * seconds for everybody and in milliseconds for those who understand that, and why, for programs ({@code Weir-Refusal}, a
 * structured field) and in words. No error page is asked for: it would cost what is short.
 */
final class Refusals {
    private Refusals() {}

    static void answer(HttpServletResponse response, Refusal why, boolean unfairIs429) throws IOException {
        byte[] words = (why.reason() + ": " + why.detail() + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(unfairIs429 && why.reason() == Refusal.Reason.UNFAIR ? 429 : 503);
        response.setHeader("Retry-After", Long.toString(why.retryAfterSeconds()));
        response.setHeader("Retry-After-Ms", Long.toString(why.retryAfterMillis()));
        response.setHeader("Weir-Refusal", why.field());
        response.setContentType("text/plain; charset=utf-8");
        response.setContentLength(words.length);
        response.getOutputStream().write(words);
    }
}

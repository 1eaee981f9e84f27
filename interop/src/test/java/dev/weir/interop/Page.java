package dev.weir.interop;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page in a browser, through which expressions are evaluated over the DevTools protocol. For one thread. */
final class Page implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final WebSocket socket;
    private String lastAnswer = "";

    /** Opens one in the browser whose DevTools listen there, and waits until it has been loaded. */
    Page(HttpClient client, String devTools, String url) throws Exception {
        HttpRequest open = HttpRequest.newBuilder(URI.create(devTools + "/json/new?" + url))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        JsonNode target =
                JSON.readTree(client.send(open, BodyHandlers.ofString()).body());
        socket = Wait.get(client.newWebSocketBuilder()
                .buildAsync(URI.create(target.path("webSocketDebuggerUrl").asString()), new Answers()));
        Wait.until("the page is there", () -> {
            JsonNode state = said("location.href + ' ' + document.readyState");
            return state.asString("").startsWith(url) && state.asString("").endsWith(" complete");
        });
    }

    /** Gathers the answers of the browser, which come in pieces. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> waiting =
                        asked.get(message.path("id").asInt(0));
                if (waiting != null) {
                    waiting.complete(message);
                }
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    /** What an expression is, or the promise that it is becomes; missing if it has failed. */
    private JsonNode said(String expression) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        try {
            Map<String, Object> parameters =
                    Map.of("expression", expression, "awaitPromise", true, "returnByValue", true);
            Wait.get(socket.sendText(
                    JSON.writeValueAsString(Map.of("id", id, "method", "Runtime.evaluate", "params", parameters)),
                    true));
            JsonNode message = Wait.get(answer);
            JsonNode value = message.path("result").path("result").path("value");
            lastAnswer = message.toString();
            return value;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JSON that an expression, or its promise, becomes. */
    JsonNode evaluate(String expression) {
        JsonNode value = said(expression);
        if (!value.isString()) {
            throw new AssertionError("the page must answer but did not: " + lastAnswer);
        }
        return JSON.readTree(value.asString());
    }

    @Override
    public void close() {
        socket.abort();
    }
}

package dev.weir.websocket;

import dev.weir.http.Headers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed on about compression (RFC 7692): whether each side forgets, after each message, what it has sent.
 *
 * @param serverForgets the server begins anew with each message
 * @param clientForgets the client does
 */
record Deflate(boolean serverForgets, boolean clientForgets) {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_FORGETS = "server_no_context_takeover";
    private static final String CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";

    /** What a client says. The size of its window cannot be set here, so it does not offer to be told one. */
    static String offer(WebSocketOptions options) {
        return NAME + (options.forgets() ? "; " + SERVER_FORGETS + "; " + CLIENT_FORGETS : "");
    }

    /** The first of the offers that a server can accept. */
    static Optional<Deflate> accepted(Headers request, boolean forgets) {
        for (String offer :
                String.join(",", request.all("Sec-WebSocket-Extensions")).split(",", -1)) {
            Map<String, String> said = parameters(offer);
            if (said != null && isGood(said)) {
                return Optional.of(new Deflate(
                        forgets || said.containsKey(SERVER_FORGETS), forgets || said.containsKey(CLIENT_FORGETS)));
            }
        }
        return Optional.empty();
    }

    /** Whether a server can do what such an offer asks. */
    private static boolean isGood(Map<String, String> said) {
        return Set.of(SERVER_FORGETS, CLIENT_FORGETS, CLIENT_WINDOW, SERVER_WINDOW)
                        .containsAll(said.keySet())
                && flag(said, SERVER_FORGETS)
                && flag(said, CLIENT_FORGETS)
                && window(said.getOrDefault(CLIENT_WINDOW, ""), true)
                && said.getOrDefault(SERVER_WINDOW, "15").equals("15");
    }

    /** What a server answers. */
    String answer() {
        return NAME + (serverForgets ? "; " + SERVER_FORGETS : "") + (clientForgets ? "; " + CLIENT_FORGETS : "");
    }

    /** What a client makes of the answer; null if it must not be answered so. */
    static @Nullable Deflate agreed(String answer) {
        Map<String, String> said = parameters(answer);
        if (said == null
                || !Set.of(SERVER_FORGETS, CLIENT_FORGETS, SERVER_WINDOW).containsAll(said.keySet())
                || !flag(said, SERVER_FORGETS)
                || !flag(said, CLIENT_FORGETS)
                || !window(said.getOrDefault(SERVER_WINDOW, "15"), false)) {
            return null;
        }
        return new Deflate(said.containsKey(SERVER_FORGETS), said.containsKey(CLIENT_FORGETS));
    }

    private static boolean flag(Map<String, String> said, String name) {
        return said.getOrDefault(name, "").isEmpty();
    }

    private static boolean window(String bits, boolean mayBeEmpty) {
        return (mayBeEmpty && bits.isEmpty()) || bits.matches("[89]|1[0-5]");
    }

    /** The parameters of one extension, if it is this one and none is there twice. */
    private static @Nullable Map<String, String> parameters(String extension) {
        String[] parts = extension.split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase(NAME)) {
            return null;
        }
        Map<String, String> said = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = (equals < 0 ? parts[i] : parts[i].substring(0, equals))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            String value =
                    equals < 0 ? "" : unquoted(parts[i].substring(equals + 1).strip());
            boolean emptyValue = equals >= 0 && value.isEmpty();
            if (emptyValue || said.put(name, value) != null) {
                return null;
            }
        }
        return said;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}

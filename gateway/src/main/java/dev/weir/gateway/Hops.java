package dev.weir.gateway;

import dev.weir.Duplex;
import dev.weir.http.Headers;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What changes in a message from one hop to the next (RFC 9110 section 7.6): the fields that are about one connection
 * stay behind, those that tell the way are added to. {@code Trailer} goes on, as what it announces does. {@code Host} is
 * kept, so that the origin sees what was asked for.
 */
final class Hops {
    private static final String NAME = "weir";
    private static final String[] OF_ONE_HOP = {
        "Connection",
        "Keep-Alive",
        "Proxy-Connection",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "TE",
        "Transfer-Encoding",
        "Upgrade"
    };

    /** A client must not have the gateway take these out by listing them. */
    private static final Set<String> NEVER_LISTED = Set.of("host", "via", "forwarded", "x-forwarded-for");

    private Hops() {}

    /** The request as the origin gets it. */
    static Request toOrigin(Request request) {
        Headers headers = withoutHop(request.headers());
        if (request.headers().listed("TE", "trailers")) { // this hop takes them too
            headers = headers.with("TE", "trailers");
        }
        if (offersUpgrade(request)) { // whether it is taken is for the origin to say
            headers = headers.with(
                            "Upgrade", String.join(", ", request.headers().all("Upgrade")))
                    .with("Connection", "Upgrade");
        }
        String host = request.headers().first("Host").orElse("");
        String client = request.remoteAddress().map(Hops::address).orElse("unknown");
        String scheme = request.secure() ? "https" : "http";
        headers = headers.adding("Forwarded", forwarded(request, host, scheme))
                .with("X-Forwarded-For", appended(headers, "X-Forwarded-For", client))
                .with("X-Forwarded-Proto", scheme)
                .adding("Via", "1.1 " + NAME);
        if (!host.isEmpty()) {
            headers = headers.with("X-Forwarded-Host", host);
        }
        return request.withHeaders(headers);
    }

    /** The response as the client gets it. */
    static Response toClient(Response response) {
        return response.withHeaders(withoutHop(response.headers()).adding("Via", "1.1 " + NAME));
    }

    private static boolean offersUpgrade(Request request) {
        boolean bodiless = request.contentLength().orElse(1) == 0;
        return bodiless && request.headers().has("Upgrade") && request.headers().listed("Connection", "upgrade");
    }

    /** The answer that goes on with what the origin goes on with. */
    static Response switched(Response response, Duplex<byte[], byte[]> origin) {
        String protocol = response.headers().first("Upgrade").orElse("unknown");
        Headers headers = withoutHop(response.headers()).with("Upgrade", protocol);
        return Response.switching(protocol, origin::join).withHeaders(headers.adding("Via", "1.1 " + NAME));
    }

    /** What the origin says before its answer, as the client gets it. */
    static Headers interim(Response hints) {
        return withoutHop(hints.headers());
    }

    private static Headers withoutHop(Headers headers) {
        List<String> names = new ArrayList<>(List.of(OF_ONE_HOP));
        for (String line : headers.all("Connection")) {
            for (String listed : line.split(",", -1)) {
                String name = listed.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !NEVER_LISTED.contains(name)) {
                    names.add(name);
                }
            }
        }
        return headers.without(names.toArray(String[]::new));
    }

    private static String appended(Headers headers, String name, String value) {
        List<String> before = headers.all(name);
        return before.isEmpty() ? value : String.join(", ", before) + ", " + value;
    }

    private static String forwarded(Request request, String host, String scheme) {
        String node = request.remoteAddress().map(Hops::node).orElse("unknown");
        String text = "for=" + node + ";proto=" + scheme;
        return host.isEmpty() || host.indexOf('"') >= 0 || host.indexOf('\\') >= 0
                ? text
                : text + ";host=\"" + host + '"';
    }

    private static String address(InetSocketAddress address) {
        return address.getAddress() == null ? "unknown" : address.getAddress().getHostAddress();
    }

    /** RFC 7239: an IPv6 address stands in brackets and quotes. */
    private static String node(InetSocketAddress address) {
        String text = address(address);
        return address.getAddress() instanceof Inet6Address ? "\"[" + text + "]\"" : text;
    }
}

package dev.weir.http.internal;

import dev.weir.http.Headers;
import dev.weir.http.HttpMessageException;
import java.util.List;
import java.util.Locale;

/**
 * What a request is for, and on which host. A whole URI in the request line wins over the header Host, as RFC 9112 3.2.2
 * has it, so that a handler and a proxy behind it never see two hosts.
 */
public final class Targets {
    private Targets() {}

    /** The head with its target in origin form and its Host checked. */
    public static RequestHead resolve(RequestHead head) throws HttpMessageException {
        List<String> hosts = head.headers().all("Host");
        if (hosts.size() > 1 || (hosts.isEmpty() && head.minor() == 1)) {
            throw new HttpMessageException(
                    400, "a request must have one Host header but had " + hosts.size() + "; send the authority once");
        }
        if (!hosts.isEmpty() && !authority(hosts.getFirst())) {
            throw badHost(hosts.getFirst());
        }
        String target = head.target();
        if (head.method().equals("CONNECT")) {
            return tunnel(head);
        }
        if (target.charAt(0) == '/' || (target.equals("*") && head.method().equals("OPTIONS"))) {
            return head;
        }
        return absolute(head);
    }

    private static RequestHead tunnel(RequestHead head) throws HttpMessageException {
        if (!authorityWithPort(head.target())) {
            throw new HttpMessageException(
                    400,
                    "the target of CONNECT must be a host and a port but was '" + Chars.shown(head.target()) + "'");
        }
        return new RequestHead(
                head.method(), head.target(), head.minor(), head.headers().with("Host", head.target()));
    }

    private static RequestHead absolute(RequestHead head) throws HttpMessageException {
        String target = head.target();
        String scheme = target.substring(0, Math.min(8, target.length())).toLowerCase(Locale.ROOT);
        int start = scheme.startsWith("http://") ? 7 : scheme.equals("https://") ? 8 : -1;
        if (start < 0) {
            throw new HttpMessageException(
                    400, "a target must begin with / or be an http URI but was '" + Chars.shown(target) + "'");
        }
        int path = start;
        while (path < target.length() && target.charAt(path) != '/' && target.charAt(path) != '?') {
            path++;
        }
        String authority = target.substring(start, path);
        if (!authority(authority)) {
            throw badHost(authority);
        }
        String rest = target.substring(path);
        Headers headers = head.headers().with("Host", authority);
        return new RequestHead(head.method(), rest.startsWith("/") ? rest : "/" + rest, head.minor(), headers);
    }

    private static HttpMessageException badHost(String host) {
        return new HttpMessageException(
                400, "a Host must be a name or an address, and perhaps a port, but was '" + Chars.shown(host) + "'");
    }

    /** Whether it is a host and a port. */
    public static boolean authorityWithPort(String text) {
        return authority(text) && Chars.digits(text.substring(text.lastIndexOf(':') + 1)) && text.indexOf(':') > 0;
    }

    /** Whether it is a host and perhaps a port, and nothing that a URI parser could read otherwise. */
    static boolean authority(String text) {
        int end = text.length();
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            return close > 1
                    && text.substring(1, close)
                            .chars()
                            .allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')
                    && port(text.substring(close + 1));
        }
        int colon = text.indexOf(':');
        if (colon >= 0) {
            end = colon;
        }
        return end > 0 && named(text, end) && port(text.substring(end));
    }

    private static boolean named(String text, int end) {
        for (int i = 0; i < end; i++) {
            if (!nameCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean nameCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_'
                || c == '~';
    }

    private static boolean port(String text) {
        return text.isEmpty() || (text.charAt(0) == ':' && text.length() <= 6 && Chars.digits(text.substring(1)));
    }
}

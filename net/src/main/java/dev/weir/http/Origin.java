package dev.weir.http;

import java.net.URI;

/**
 * Where a client's requests go.
 *
 * @param host a name or an address
 * @param port the port
 * @param authority as it stands in a Host header
 * @param secure whether it speaks TLS
 */
record Origin(String host, int port, String authority, boolean secure) {
    static Origin of(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if ((!secure && !"http".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null || path.length() > 1) {
            throw new IllegalArgumentException("an origin must be http://host or http://host:port, or https, but was "
                    + uri + "; paths go into the requests");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        String host = uri.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Origin(bare, port, uri.getPort() < 0 ? host : host + ":" + port, secure);
    }

    String scheme() {
        return secure ? "https" : "http";
    }

    @Override
    public String toString() {
        return authority;
    }
}

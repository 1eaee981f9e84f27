package dev.weir.bench.load;

import java.nio.file.Path;
import java.util.List;

/**
 * How other gateways are set up: no log, connections to the origin are kept, and as many workers as there are processors.
 */
public final class Proxies {
    private Proxies() {}

    /** The configuration of nginx; all its files are in a folder. */
    public static String nginx(int port, int origin, Path folder) {
        return """
                daemon off;
                worker_processes auto;
                pid %3$s/nginx.pid;
                error_log stderr warn;
                events {
                    worker_connections 4096;
                }
                http {
                    access_log off;
                    client_body_temp_path %3$s/body;
                    proxy_temp_path %3$s/proxy;
                    fastcgi_temp_path %3$s/fastcgi;
                    scgi_temp_path %3$s/scgi;
                    uwsgi_temp_path %3$s/uwsgi;
                    keepalive_requests 1000000000;
                    upstream origin {
                        server 127.0.0.1:%2$d;
                        keepalive 128;
                        keepalive_requests 1000000000;
                    }
                    server {
                        listen 127.0.0.1:%1$d backlog=1024;
                        location / {
                            proxy_pass http://origin;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                        }
                    }
                }
                """.formatted(port, origin, folder);
    }

    /** The command of nginx. */
    public static List<String> nginxCommand(String program, Path config, Path folder) {
        return List.of(program, "-e", "stderr", "-p", folder.toString(), "-c", config.toString());
    }

    /** The configuration of haproxy. */
    public static String haproxy(int port, int origin) {
        return """
                global
                    maxconn 4096
                defaults
                    mode http
                    timeout connect 2s
                    timeout client 60s
                    timeout server 60s
                    http-reuse always
                frontend edge
                    bind 127.0.0.1:%d
                    default_backend origin
                backend origin
                    server one 127.0.0.1:%d
                """.formatted(port, origin);
    }

    /** The command of haproxy. */
    public static List<String> haproxyCommand(String program, Path config) {
        return List.of(program, "-db", "-f", config.toString());
    }
}

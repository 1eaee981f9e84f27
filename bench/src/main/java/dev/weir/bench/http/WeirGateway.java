package dev.weir.bench.http;

import dev.weir.gateway.Gateway;
import dev.weir.gateway.GatewaySettings;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Our gateway with its usual settings, before an origin on this machine. */
final class WeirGateway implements Contender {
    private final int origin;
    private @Nullable Gateway gateway;

    WeirGateway(int origin) {
        this.origin = origin;
    }

    @Override
    public int start() throws IOException {
        gateway = Gateway.start(GatewaySettings.to(URI.create("http://127.0.0.1:" + origin)));
        return gateway.port();
    }

    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
        }
    }
}

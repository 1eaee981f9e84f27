package dev.weir.bench.http;

import dev.weir.gateway.Gateway;
import dev.weir.gateway.GatewaySettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Our gateway with its usual settings but one, before an origin on this machine: a request may wait for as long as the
 * client does, since the other gateways refuse none either. What it costs to decide that is in the numbers.
 */
final class WeirGateway implements Contender {
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final int origin;
    private @Nullable Gateway gateway;

    WeirGateway(int origin) {
        this.origin = origin;
    }

    @Override
    public int start() throws IOException {
        gateway = Gateway.start(
                GatewaySettings.to(URI.create("http://127.0.0.1:" + origin)).maxWait(MAX_WAIT));
        return gateway.port();
    }

    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
        }
    }
}

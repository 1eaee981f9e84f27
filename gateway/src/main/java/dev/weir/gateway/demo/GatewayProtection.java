package dev.weir.gateway.demo;

import dev.weir.gateway.Gateway;
import dev.weir.gateway.GatewaySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;

/** A gateway of this process stands before the origin. */
final class GatewayProtection implements Protection {
    private final Gateway gateway;

    private GatewayProtection(Gateway gateway) {
        this.gateway = gateway;
    }

    static GatewayProtection before(URI origin, int port, Duration maxWait) throws IOException {
        var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new GatewayProtection(
                Gateway.start(GatewaySettings.to(origin).listen(listen).maxWait(maxWait)));
    }

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    @Override
    public OptionalLong bound() {
        return gateway.bound().items();
    }

    @Override
    public OptionalLong held() {
        return OptionalLong.of(gateway.held());
    }

    @Override
    public OptionalLong heldMax() {
        return OptionalLong.of(gateway.heldMax());
    }

    @Override
    public void close() {
        gateway.close();
    }
}

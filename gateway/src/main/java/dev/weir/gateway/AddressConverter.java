package dev.weir.gateway;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code host:port}, {@code [v6]:port}, {@code :port} (all addresses) and {@code port} (this machine only). */
final class AddressConverter implements ITypeConverter<InetSocketAddress> {
    AddressConverter() {}

    @Override
    public InetSocketAddress convert(String value) {
        int colon = value.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : value.substring(0, colon);
        try {
            int port = Integer.parseInt(value.substring(colon + 1));
            InetSocketAddress address = host.isEmpty()
                    ? new InetSocketAddress(port)
                    : new InetSocketAddress(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
            if (!address.isUnresolved()) {
                return address;
            }
            throw new TypeConversionException("the host of '" + value + "' must be known but is not; give an address");
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("an address must be host:port with a port of 0 to 65535 but was '" + value
                    + "'; write 127.0.0.1:8080");
        }
    }
}

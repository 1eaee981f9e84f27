package dev.weir.gateway;

import dev.weir.net.Transport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a transport. */
final class TransportConverter implements ITypeConverter<Transport> {
    @Override
    public Transport convert(String value) {
        for (Transport transport : Transport.values()) {
            if (transport.toString().equalsIgnoreCase(value)) {
                return transport;
            }
        }
        throw new TypeConversionException(
                "a transport must be nio, epoll or io_uring but was '" + value + "'; nio runs everywhere");
    }
}

package dev.weir.gateway.demo;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --load}. */
final class LoadsConverter implements ITypeConverter<Loads> {
    @Override
    public Loads convert(String text) {
        try {
            return Loads.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}

package dev.weir.http.internal;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Texts that come in most messages: they are read without being made anew for each. Others are made. */
final class KnownTexts {
    private static final int MASK = 255;

    private final String[] slots = new String[MASK + 1]; // the next one is tried where one is taken

    /** Of these, all in characters of one byte, none of them empty, and fewer than there are slots. */
    KnownTexts(Collection<String> known) {
        for (String text : known) {
            put(text);
        }
    }

    private void put(String text) {
        int slot = slot(text.length(), (byte) text.charAt(0), (byte) text.charAt(text.length() - 1));
        while (slots[slot] != null) {
            slot = (slot + 1) & MASK;
        }
        slots[slot] = text;
    }

    private static int slot(int length, byte first, byte last) {
        return (length * 31 + first * 7 + last) & MASK;
    }

    /** The text that these bytes are. */
    String read(ByteBuf in, int start, int length) {
        if (length == 0) {
            return "";
        }
        int slot = slot(length, in.getByte(start), in.getByte(start + length - 1));
        for (String known = slots[slot]; known != null; known = slots[slot]) {
            if (is(known, in, start, length)) {
                return known;
            }
            slot = (slot + 1) & MASK;
        }
        return in.toString(start, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean is(String known, ByteBuf in, int start, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != in.getByte(start + i)) {
                return false;
            }
        }
        return true;
    }
}

package dev.weir.proof.laws;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicInteger;

/** Streams that are counted while they are open. */
final class Opened {
    private final AtomicInteger open = new AtomicInteger();

    int left() {
        return open.get();
    }

    InputStream input(byte[] bytes) {
        open.incrementAndGet();
        return new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    OutputStream output() {
        open.incrementAndGet();
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    Reader reader(String text) {
        open.incrementAndGet();
        return new StringReader(text) {
            @Override
            public void close() {
                open.decrementAndGet();
                super.close();
            }
        };
    }

    Writer writer() {
        open.incrementAndGet();
        return new StringWriter() {
            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}

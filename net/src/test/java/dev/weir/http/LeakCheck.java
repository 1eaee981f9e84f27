package dev.weir.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which a buffer was found that nobody has released. Applies to all of them. */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    private static final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    static {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation")
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long active) {
                return new Recording<>(resource, interval);
            }
        });
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // this class was loaded before any of Netty's buffers: that was all
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> found = found();
        if (!found.isEmpty()) {
            throw new AssertionError("buffers were not released:\n" + String.join("\n", found));
        }
    }

    /** What was dropped without having been released since the last look. */
    static List<String> found() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            System.gc();
            ByteBuf probe = ByteBufAllocator.DEFAULT.buffer(1); // has the detector look
            probe.release();
        }
        for (String leak = leaks.poll(); leak != null; leak = leaks.poll()) {
            found.add(leak);
        }
        return found;
    }

    private static final class Recording<T> extends ResourceLeakDetector<T> {
        Recording(Class<T> resource, int interval) {
            super(resource, interval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            leaks.add(resourceType + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            leaks.add(resourceType);
        }
    }
}

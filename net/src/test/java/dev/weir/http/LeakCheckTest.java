package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;

/** The check for leaks is in force. */
class LeakCheckTest {
    @Test
    void level_inThisBuild_isParanoid() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    }

    /** A buffer that is dropped is found. */
    @Test
    void found_droppedBuffer_tellsIt() {
        for (int i = 0; i < 100; i++) {
            ByteBufAllocator.DEFAULT.buffer(16).writeByte(i);
        }
        Wait.until("dropped buffers are collected", () -> !LeakCheck.found().isEmpty());
        Wait.until("all of them are", () -> LeakCheck.found().isEmpty());
    }
}

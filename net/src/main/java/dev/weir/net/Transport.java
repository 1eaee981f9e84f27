package dev.weir.net;

import dev.weir.net.internal.Channels;
import java.util.Locale;

/**
 * How the operating system is asked to move bytes. It makes no difference to what is said on a connection. To what a connection
 * may hold it makes one: with the others than {@link #NIO}, once the peer has ended its half, what the system had of it is held
 * here until somebody wants it, up to the size of the socket's receive buffer.
 *
 * <p>{@link #NIO} is the JDK's own, runs everywhere and needs nothing. The others are parts of Netty in native code, which
 * have to be put on the class path: {@code io.netty:netty-transport-native-epoll} or {@code -io_uring}, with the classifier
 * of the machine; the JVM then wants {@code --enable-native-access}, or it warns.
 */
public enum Transport {
    /** The JDK's. */
    NIO,

    /** Linux, with fewer system calls and less garbage than the JDK's. */
    EPOLL,

    /**
     * Linux from 5.14 on, unless it is not allowed, as in many containers. To accept one connection at a time, which is what
     * the bound on connections needs, it sets Netty's system property {@code io.netty.iouring.acceptMultiShotEnabled} to false
     * unless it is set.
     */
    IO_URING;

    /**
     * Whether it can be used here.
     *
     * @return false if it would be refused
     */
    public boolean isAvailable() {
        try {
            var _ = Channels.of(this);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /**
     * As in options.
     *
     * @return {@code nio}, {@code epoll} or {@code io_uring}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

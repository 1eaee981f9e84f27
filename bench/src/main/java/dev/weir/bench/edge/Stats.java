package dev.weir.bench.edge;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What a server has used so far, or holds: told on a port of its own, so that who wants to know waits with nobody. */
public final class Stats {
    /** What a server prints before that port. */
    public static final String AT = "stats at ";

    private static final char USED = 'u';
    private static final char LIVE = 'l';
    private static final int PATIENCE = 10_000; // milliseconds
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Stats() {}

    /** Nanoseconds of processor time, and bytes that were allocated. */
    record Used(long nanos, long bytes) {
        Used since(Used before) {
            return new Used(nanos - before.nanos, bytes - before.bytes);
        }
    }

    /** Tells it from now on to whoever connects, and gives the port. */
    static int tell() throws IOException {
        ServerSocket door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        var _ = Thread.ofPlatform().daemon().name("stats").start(() -> tell(door));
        return door.getLocalPort();
    }

    private static void tell(ServerSocket door) {
        try (door) {
            while (true) {
                try (Socket who = door.accept()) {
                    String told = who.getInputStream().read() == LIVE
                            ? live()
                            : SYSTEM.getProcessCpuTime() + " " + THREADS.getTotalThreadAllocatedBytes();
                    who.getOutputStream().write(told.getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String live() {
        System.gc();
        return String.valueOf(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    /** Asks a server what it has used. */
    static Used of(int port) throws IOException {
        String told = asked(port, USED);
        int space = told.indexOf(' ');
        return new Used(Long.parseLong(told.substring(0, space)), Long.parseLong(told.substring(space + 1)));
    }

    /** Asks a server how many bytes of its heap are in use. It collects garbage first, and does nothing else meanwhile. */
    static long live(int port) throws IOException {
        return Long.parseLong(asked(port, LIVE));
    }

    private static String asked(int port, char what) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(what);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}

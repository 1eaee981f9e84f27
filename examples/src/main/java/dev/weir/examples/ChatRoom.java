package dev.weir.examples;

import dev.weir.Capacity;
import dev.weir.Entry;
import dev.weir.Hub;
import dev.weir.HubReading;
import dev.weir.LinkPressure;
import dev.weir.Overflow;
import dev.weir.Running;
import dev.weir.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A room of a {@link ChatServer}: what is put in at its entry, all that listen hear, in one order. */
public final class ChatRoom {
    private final String name;
    private final Capacity hears;
    private final Overflow slowReaders;
    private final Hub<String> hub;
    private final Running<Long> speaking;
    private final Entry<String> entry;

    ChatRoom(String name, Capacity hears, Overflow slowReaders, int says) {
        this.name = name;
        this.hears = hears;
        this.slowReaders = slowReaders;
        this.hub = Hub.live(name);
        this.speaking = Source.<String>entry("says", says).to(hub.sink()).start();
        this.entry = speaking.entry("says");
    }

    /**
     * What it is called.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    static long weight(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Says something: waits for its turn, which holds back the connection that it came from. */
    void say(String line) throws InterruptedException {
        entry.put(line);
    }

    /** What is said from now on; no one who listens holds back the others. */
    Source<String> listen() {
        return hub.source(hears, slowReaders);
    }

    /**
     * Who is in it, and how much was said.
     *
     * @return a reading
     */
    public HubReading reading() {
        return hub.reading();
    }

    List<LinkPressure> links() {
        return speaking.pressure().links();
    }

    /** Everything that waits is said; then whoever listens gets what is held, and an end. */
    boolean close(Duration within) {
        boolean said = speaking.drain(within).complete();
        hub.close();
        return said;
    }
}

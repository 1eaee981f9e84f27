package dev.weir.bench.load;

import java.time.Duration;
import java.util.List;

/** A program that asks for one thing over and over, as soon as it was answered, with so many requests at a time. */
public sealed interface Client permits Wrk, H2load {
    /** The client for a protocol. */
    static Client of(Protocol protocol) {
        return switch (protocol) {
            case H1 -> new Wrk();
            case H2C -> new H2load();
        };
    }

    /** What must be installed. */
    Programs program();

    /**
     * Loads a server for a while.
     *
     * @throws IllegalStateException if anything was not answered well, or the client failed
     */
    Load load(String url, int atATime, Duration time);

    /** Runs a command that takes so long. */
    static String run(List<String> command, Duration time) {
        try (Child child = Child.start(Child.watched(command))) {
            return child.await(time.plusSeconds(30));
        }
    }
}

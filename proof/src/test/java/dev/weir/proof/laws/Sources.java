package dev.weir.proof.laws;

import static dev.weir.proof.laws.Case.SIX;
import static dev.weir.proof.laws.Case.source;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Action;
import dev.weir.Bytes;
import dev.weir.Capacity;
import dev.weir.Emitter;
import dev.weir.Ending;
import dev.weir.Entry;
import dev.weir.Hub;
import dev.weir.Producing;
import dev.weir.Receiver;
import dev.weir.Restart;
import dev.weir.Running;
import dev.weir.Source;
import dev.weir.Texts;
import dev.weir.testkit.SourceLaws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** All that items can come from. */
final class Sources {
    private Sources() {}

    static List<Case> all() {
        return Stream.of(pulled(), pushed(), streams(), others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> pulled() {
        return List.of(
                source("of", () -> Source.of(1L, 2L, 3L), List.of(1L, 2L, 3L)),
                source("of nothing", () -> Source.<Long>of(), List.of()),
                source(
                        "from an iterable",
                        () -> Source.from(SIX),
                        SIX,
                        laws -> laws.calling(
                                "called",
                                called -> Source.from(() -> iterator(n -> called.on(n)))
                                        .named("called"))),
                source("from an iterator", () -> Source.from(SIX.iterator()), SIX),
                source("from a stream", () -> Source.from(SIX.stream()), SIX),
                source("range", () -> Source.range(1, 7), SIX),
                source("from a queue", () -> Source.from(queue(), 7L), SIX));
    }

    private static Iterator<Long> iterator(Action<Long> first) {
        Iterator<Long> items = SIX.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Long next() {
                Long item = items.next();
                ItemPipes.unchecked(any -> first.on(item), item);
                return item;
            }
        };
    }

    private static BlockingQueue<Long> queue() {
        return new ArrayBlockingQueue<>(7, false, Case.longs(1, 8));
    }

    private static List<Case> pushed() {
        return List.of(
                source("from a publisher", () -> Source.from(Source.from(SIX).asPublisher()), SIX),
                source(
                        "from a publisher, with one place",
                        () -> Source.from(Source.from(SIX).asPublisher(), Capacity.items(1)),
                        SIX),
                source("from a stage", () -> Source.from(CompletableFuture.completedFuture(1L)), List.of(1L)),
                source(
                        "generate",
                        () -> Source.<Long>generate(out -> SIX.forEach(out::emit)),
                        SIX,
                        Sources::generating),
                source(
                        "generate, with one place",
                        () -> Source.<Long>generate(Capacity.items(1), out -> SIX.forEach(out::emit)),
                        SIX),
                source("pausable", () -> Source.pausable(Capacity.items(2), out -> new Pushing(SIX, out)), SIX),
                source("pausable, told by runnables", Sources::told, SIX),
                source("asking", () -> Sources.asking(SIX.iterator()), SIX),
                source("entry", () -> Source.<Long>entry("door", 6), SIX, laws -> laws.started(Sources::enter)));
    }

    private static SourceLaws<Long> generating(SourceLaws<Long> laws) {
        return laws.calling(
                "called",
                called -> Source.<Long>generate(out -> {
                            for (Long n : SIX) {
                                called.on(n);
                                out.emit(n);
                            }
                        })
                        .named("called"));
    }

    /** Pushes as long as there is room, in the thread that tells so. */
    private static final class Pushing implements Producing {
        private final Iterator<Long> items;
        private final Receiver<Long> out;

        Pushing(List<Long> items, Receiver<Long> out) {
            this.items = items.iterator();
            this.out = out;
            resume();
        }

        @Override
        public void resume() {
            while (items.hasNext()) {
                if (!out.push(items.next())) {
                    break;
                }
            }
            if (!items.hasNext()) {
                out.end();
            }
        }

        @Override
        public void stop(Ending reason) {}
    }

    /** An API that goes on pushing, in the thread that resumes it, until it is paused. */
    private static Source<Long> told() {
        var api = new Object() {
            private final Iterator<Long> items = SIX.iterator();
            private boolean paused;

            void push(Receiver<Long> out) {
                while (!paused && items.hasNext()) {
                    out.push(items.next());
                }
                if (!items.hasNext()) {
                    out.end();
                }
            }
        };
        var to = new Object() {
            private Receiver<Long> out;
        };
        return Source.pausable(
                Capacity.items(4),
                1,
                out -> {
                    to.out = out;
                    api.push(out);
                },
                () -> api.paused = true,
                () -> {
                    api.paused = false;
                    api.push(to.out);
                });
    }

    private static Source<Long> asking(Iterator<Long> items) {
        return Source.asking(Capacity.items(2), out -> {
            if (items.hasNext()) {
                out.push(items.next());
            } else {
                out.end();
            }
        });
    }

    private static void enter(Running<?> run) {
        Entry<Long> door = run.entry("door");
        SIX.forEach(item -> {
            var _ = door.offer(item);
        });
        door.close();
    }

    private static List<Case> streams() {
        Opened opened = new Opened();
        Path file = file();
        return List.of(
                source(
                        "read texts",
                        () -> Texts.read(() -> opened.reader("abcdef"), 2),
                        List.of("ab", "cd", "ef"),
                        laws -> laws.opening(opened::left)),
                source(
                        "read bytes",
                        () -> Bytes.read(() -> opened.input("abcdef".getBytes(UTF_8)), 4)
                                .map(bytes -> new String(bytes, UTF_8)),
                        List.of("abcd", "ef"),
                        laws -> laws.opening(opened::left)),
                source("lines of a file", () -> Source.lines(file, 10), List.of("one", "", "three")),
                source(
                        "as an input stream",
                        () -> Bytes.read(() -> Bytes.asInputStream(Source.of(new byte[2], new byte[3])), 4)
                                .mapMulti(Sources::each),
                        List.of((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0)),
                source(
                        "as a stream",
                        () -> Source.from(Source.from(SIX).buffer(2).asStream()),
                        SIX));
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("lines", null);
            file.toFile().deleteOnExit();
            return Files.writeString(file, "one\n\nthree");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void each(byte[] bytes, Emitter<Byte> out) {
        for (byte each : bytes) {
            out.emit(each);
        }
    }

    private static List<Case> others() {
        return List.of(
                hub(),
                source("a source that is run again", () -> Source.from(SIX).restart(policy()), SIX),
                source(
                        "a source that fails once and is run again",
                        Sources::failingOnce,
                        SIX,
                        SourceLaws::inVirtualTime),
                source("a join", () -> Source.interleave(1, Source.of(1L, 3L, 5L), Source.of(2L, 4L, 6L)), SIX));
    }

    private static Restart policy() {
        return Restart.backoff(Duration.ofMillis(1), Duration.ofMillis(5)).atMost(3, Duration.ofDays(1));
    }

    private static Source<Long> failingOnce() {
        var runs = new AtomicInteger();
        return Source.<Long>generate(out -> {
                    if (runs.incrementAndGet() == 1) {
                        throw new IllegalStateException("once");
                    }
                    SIX.forEach(out::emit);
                })
                .restart(policy());
    }

    /** A listener: once it has begun somebody speaks, and when that is over, or the listener is, the hub is closed. */
    private static Case hub() {
        AtomicReference<Hub<Long>> last = new AtomicReference<>();
        return source(
                "a hub's source",
                () -> {
                    last.set(Hub.named("hub"));
                    return last.get().source();
                },
                SIX,
                laws -> laws.started(listening -> {
                    Hub<Long> hub = last.get();
                    Running<Long> speaking = Source.from(SIX).to(hub.sink()).start();
                    speaking.result().whenComplete((count, failure) -> hub.close());
                    listening.result().whenComplete((result, failure) -> hub.close());
                }));
    }
}

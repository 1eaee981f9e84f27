package dev.weir.bench.core;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** The actor system that Pekko's contenders run on: its defaults, with daemon threads and without logs. */
final class Actors {
    static final ActorSystem SYSTEM =
            ActorSystem.create("bench", ConfigFactory.parseString("""
                            pekko.daemonic = on
                            pekko.jvm-shutdown-hooks = off
                            pekko.loglevel = OFF
                            pekko.stdout-loglevel = OFF
                            """).withFallback(ConfigFactory.load()));

    private Actors() {}

    /** As many items before an asynchronous boundary as told, instead of the sixteen by default. */
    static Attributes holding(int items) {
        return Attributes.inputBuffer(items, items);
    }

    /** A sum behind an asynchronous boundary. */
    static Sink<Long, CompletionStage<Long>> sum(int capacity) {
        return Sink.collect(Sums.<Long>total()).async().addAttributes(holding(capacity));
    }

    static Source<Long, NotUsed> from(Longs items) {
        return Source.from(items);
    }

    static long sum(Source<Long, NotUsed> source) {
        return get(source.runWith(Sink.collect(Sums.total()), SYSTEM));
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}

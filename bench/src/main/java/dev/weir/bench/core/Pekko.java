package dev.weir.bench.core;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The actor system that pipelines of Pekko run on, made once for a JVM as a program would. */
@State(Scope.Benchmark)
public class Pekko {
    private static final int SECONDS = 60;

    final ActorSystem system = system("bench");

    /** For JMH. */
    public Pekko() {}

    /** Makes one that says nothing, and whose threads are daemons: JMH waits half a minute for others. */
    static ActorSystem system(String name) {
        System.setProperty("pekko.loglevel", "WARNING");
        System.setProperty("pekko.daemonic", "on");
        return ActorSystem.create(name);
    }

    /** Waits for the result of a run. */
    static <T> T await(CompletionStage<T> result) throws Exception {
        return result.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void end() throws Exception {
        system.terminate();
        await(system.getWhenTerminated());
    }
}

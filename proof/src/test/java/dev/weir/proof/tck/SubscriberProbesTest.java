package dev.weir.proof.tck;

import dev.weir.Capacity;
import dev.weir.Engine;
import dev.weir.FlowFailedException;
import dev.weir.Sink;
import dev.weir.SinkSubscriber;
import dev.weir.proof.engines.Driven;
import dev.weir.proof.engines.Engines;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Factory;

/** The Reactive Streams TCK over sinks that are subscribed, with a sink that tells what has come out of the flow. */
public class SubscriberProbesTest extends FlowSubscriberWhiteboxVerification<Integer> {
    /** Enough for all that a test publishes: a sink asks by itself, and cannot be made to. */
    private static final Capacity CAPACITY = Capacity.items(16);

    private final Engine engine;

    @Factory(dataProvider = "engines")
    public SubscriberProbesTest(Engine engine) {
        super(Rules.environment());
        this.engine = engine;
    }

    @DataProvider
    public static Object[] engines() {
        return Stream.of(Engines.values()).map(Driven::of).toArray();
    }

    @Override
    protected Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        SinkSubscriber<Integer, @Nullable Void> sink =
                Sink.<Integer>forEach(probe::registerOnNext).asSubscriber(CAPACITY, engine);
        sink.result().whenComplete((_, failure) -> {
            if (failure == null) {
                probe.registerOnComplete();
            } else if (root(failure) instanceof FlowFailedException failed) {
                probe.registerOnError(failed.getCause());
            }
        });
        return new Probed(sink, probe);
    }

    private static Throwable root(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    /** Tells of the subscription, and hands on everything. */
    private record Probed(SinkSubscriber<Integer, @Nullable Void> sink, WhiteboxSubscriberProbe<Integer> probe)
            implements Flow.Subscriber<Integer>, SubscriberPuppet {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            sink.onSubscribe(subscription);
            probe.registerOnSubscribe(this);
        }

        @Override
        public void onNext(Integer item) {
            sink.onNext(item);
        }

        @Override
        public void onError(Throwable cause) {
            sink.onError(cause);
        }

        @Override
        public void onComplete() {
            sink.onComplete();
        }

        @Override
        public void triggerRequest(long elements) {}

        @Override
        public void signalCancel() {
            sink.running().cancel("the test wants it");
        }
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    @AfterMethod
    public void tell(ITestResult result) {
        Rules.tell(result, engine);
    }
}

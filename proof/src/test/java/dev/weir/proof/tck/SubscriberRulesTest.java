package dev.weir.proof.tck;

import dev.weir.Capacity;
import dev.weir.Engine;
import dev.weir.Sink;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Factory;

/** The Reactive Streams TCK over sinks that are subscribed, as far as it can be seen from outside. */
public class SubscriberRulesTest extends FlowSubscriberBlackboxVerification<Integer> {
    private final Capacity capacity;
    private final Engine engine;

    @Factory(dataProvider = "shapes")
    public SubscriberRulesTest(Capacity capacity, Engine engine) {
        super(Rules.environment());
        this.capacity = capacity;
        this.engine = engine;
    }

    @DataProvider
    public static Object[][] shapes() {
        Engine pool = Engine.on(ForkJoinPool.commonPool());
        return new Object[][] {
            {Capacity.DEFAULT, Engine.virtualThreads()},
            {Capacity.items(1), Engine.virtualThreads()},
            {Capacity.DEFAULT, pool},
            {Capacity.items(1), pool}
        };
    }

    @Override
    public Flow.Subscriber<Integer> createFlowSubscriber() {
        return Sink.<Integer>forEach(item -> {}).asSubscriber(capacity, engine);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    @AfterMethod
    public void tell(ITestResult result) {
        Rules.tell(result, capacity + " items on " + engine);
    }
}

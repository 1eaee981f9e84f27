package dev.weir.proof.tck;

import dev.weir.Capacity;
import dev.weir.Engine;
import dev.weir.Sink;
import dev.weir.proof.engines.Driven;
import dev.weir.proof.engines.Engines;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
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
        return Stream.of(Engines.values())
                .map(Driven::of)
                .flatMap(engine ->
                        Stream.of(new Object[] {Capacity.DEFAULT, engine}, new Object[] {Capacity.items(1), engine}))
                .toArray(Object[][]::new);
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

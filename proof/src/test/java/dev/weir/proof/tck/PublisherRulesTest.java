package dev.weir.proof.tck;

import dev.weir.Capacity;
import dev.weir.Engine;
import dev.weir.Source;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.ITestResult;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Factory;

/**
 * The Reactive Streams TCK over published sources: fused, with links, with calls, and from a publisher again. What it
 * skips it cannot test.
 */
public class PublisherRulesTest extends FlowPublisherVerification<Long> {
    /** What stands between the first source and the subscriber. */
    private record Shape(String name, Engine engine, UnaryOperator<Source<Long>> stages) {
        @Override
        public String toString() {
            return name + " on " + engine;
        }
    }

    private final Shape shape;

    @Factory(dataProvider = "shapes")
    public PublisherRulesTest(Object shape) {
        super(Rules.environment());
        this.shape = (Shape) shape;
    }

    @DataProvider
    public static Object[] shapes() {
        Engine threads = Engine.virtualThreads();
        Engine pool = Engine.on(ForkJoinPool.commonPool());
        return new Object[] {
            new Shape("fused", threads, source -> source.map(n -> n)),
            new Shape("fused", pool, source -> source.map(n -> n)),
            new Shape("links", threads, source -> source.buffer(1)),
            new Shape("links", pool, source -> source.buffer(2).map(n -> n).buffer(1)),
            new Shape("calls", threads, source -> source.mapConcurrent(3, n -> n)),
            new Shape("calls", pool, source -> source.mapConcurrent(3, n -> n)),
            new Shape(
                    "generated",
                    threads,
                    source -> Source.generate(Capacity.items(1), out -> source.forEach(out::emit))),
            new Shape("inner", threads, source -> source.flatMap(Source::of)),
            new Shape(
                    "adapted",
                    threads,
                    source -> Source.from(source.asPublisher(threads)).buffer(1)),
            new Shape(
                    "adapted",
                    pool,
                    source -> Source.from(source.asPublisher(pool), Capacity.items(1))
                            .buffer(1)),
        };
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        return shape.stages().apply(Source.range(0, elements)).asPublisher(shape.engine());
    }

    /** One that fails before it is asked for anything, which a source without a link cannot know. */
    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
        Source<Long> failing = Source.generate(Capacity.items(1), out -> {
            throw new IllegalStateException("it is to fail");
        });
        return shape.stages().apply(failing).asPublisher(shape.engine());
    }

    @AfterMethod
    public void tell(ITestResult result) {
        Rules.tell(result, shape);
    }
}

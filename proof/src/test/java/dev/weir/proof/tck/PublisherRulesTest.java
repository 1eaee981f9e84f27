package dev.weir.proof.tck;

import dev.weir.Capacity;
import dev.weir.Engine;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.proof.engines.Driven;
import dev.weir.proof.engines.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
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
        List<Shape> shapes = new ArrayList<>();
        for (Engines kind : Engines.values()) {
            Engine engine = Driven.of(kind);
            shapes.add(new Shape("fused", engine, source -> source.map(n -> n)));
            shapes.add(new Shape(
                    "links", engine, source -> source.buffer(2).map(n -> n).buffer(1)));
            shapes.add(new Shape("calls", engine, source -> source.mapConcurrent(3, n -> n)));
            shapes.add(new Shape(
                    "generated",
                    engine,
                    source -> Source.generate(
                            Capacity.items(1),
                            out -> source.to(Sink.forEach(out::emit)).run())));
            shapes.add(new Shape(
                    "adapted",
                    engine,
                    source -> Source.from(source.asPublisher(engine), Capacity.items(1))
                            .buffer(1)));
        }
        return shapes.toArray();
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

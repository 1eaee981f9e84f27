package dev.weir.proof.laws;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weir.testkit.LayerLaws;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Each layer there is keeps the laws, on each engine. */
class LayerLawsTest {
    @TestFactory
    Stream<DynamicContainer> layer_onEachEngine_keepsTheLaws() {
        return LayerCases.all().entrySet().stream().map(each -> layer(each.getKey(), each.getValue()));
    }

    private static DynamicContainer layer(String name, LayerLaws<?, ?> laws) {
        return dynamicContainer(name, laws.laws().stream().map(law -> dynamicTest(law.name(), law::run)));
    }
}

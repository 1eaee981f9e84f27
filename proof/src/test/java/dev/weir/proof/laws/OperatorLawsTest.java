package dev.weir.proof.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weir.Running;
import dev.weir.Source;
import dev.weir.internal.stage.GroupBy;
import dev.weir.internal.stage.Restarting;
import dev.weir.internal.stage.Stage;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each operator there is keeps the laws, on each engine. */
class OperatorLawsTest {
    private static Stream<Case> cases() {
        return Stream.of(
                        ItemPipes.all(),
                        CallPipes.all(),
                        RatePipes.all(),
                        ShapePipes.all(),
                        JoinPipes.all(),
                        FailurePipes.all(),
                        BytePipes.all(),
                        Sources.all(),
                        Sinks.all())
                .flatMap(List::stream);
    }

    @TestFactory
    Stream<DynamicContainer> operator_onEachEngine_keepsTheLaws() {
        return cases().map(each ->
                dynamicContainer(each.name(), each.laws().stream().map(law -> dynamicTest(law.name(), law::run))));
    }

    @Test
    void operators_allThatThereAre_haveACase() throws Exception {
        Set<String> tried = new TreeSet<>();
        for (Case each : cases().toList()) {
            addOperators(each.plan(), tried);
        }
        for (Plan plan : LayerCases.plans().toList()) {
            addOperators(plan, tried);
        }
        // What ends a plan whose items are handed out, as in "from a publisher" and "as a stream", is seen while it
        // runs.
        Source<Long> looking = Source.of(1L).peek(n -> {
            for (Running<?> run : Running.all()) {
                addOperators(run.plan(), tried);
            }
        });
        assertThat(looking.buffer(1).asStream().toList()).hasSize(1);
        assertThat(Source.from(looking.asPublisher()).count()).isEqualTo(1);

        assertThat(tried).containsAll(operators());
    }

    private static void addOperators(Plan plan, Set<String> to) throws Exception {
        for (Node node : plan.nodes()) {
            to.add(node.operator().getClass().getSimpleName());
            switch (node.operator()) {
                case Restarting<?> restarting -> addOperators(restarting.inner().plan(), to);
                case GroupBy<?, ?, ?> groups -> addOperators(inner(groups), to);
                default -> {}
            }
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a group's plan can be made, if not run, without its feed
    private static Plan inner(GroupBy<?, ?, ?> groups) throws Exception {
        return ((GroupBy<Object, Object, Object>) groups).inner().of(1L, null).plan();
    }

    /** In the folder or the archive of their interface. */
    private static Set<String> operators() throws Exception {
        URI stage =
                Objects.requireNonNull(Stage.class.getResource("Stage.class")).toURI();
        if (!stage.getScheme().equals("jar")) {
            return operatorsIn(Path.of(stage).getParent());
        }
        try (FileSystem archive = FileSystems.newFileSystem(stage, Map.of())) {
            return operatorsIn(archive.provider().getPath(stage).getParent());
        }
    }

    private static Set<String> operatorsIn(Path folder) throws Exception {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
            for (Path file : files) {
                String name = file.getFileName().toString().replace(".class", "");
                Class<?> type = Class.forName(Stage.class.getPackageName() + "." + name);
                if (Stage.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                    names.add(type.getSimpleName());
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(50);
        return names;
    }
}

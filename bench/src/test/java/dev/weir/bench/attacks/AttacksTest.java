package dev.weir.bench.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attacks are measured from end to end, in their short form; how fast anything is does not matter. */
@Timeout(180)
class AttacksTest {
    private static List<String> jvm(int heapMebibytes, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMebibytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(arguments);
        return command;
    }

    private static Attack attack(String id) {
        return Attacks.named(List.of(id)).getFirst();
    }

    @ParameterizedTest
    @CsvSource({"h2-ping, GOAWAY ENHANCE_YOUR_CALM", "h1-header-lines, 431", "h1-slow-head, 408"})
    void trial_ofAnAttackThatIsLimited_tellsWithWhatItWasCutOff(String id, String cut) throws Exception {
        Finding finding = Trial.of(attack(id), true, AttacksTest::jvm);
        assertThat(finding.cuts()).containsKey(cut);
        assertThat(finding.number("units")).isPositive();
        assertThat(finding.number("connections")).isPositive();
        assertThat(finding.number("cutAfterMs.median")).isPositive();
        assertThat(finding.number("heap.before")).isPositive();
        assertThat(finding.number("heap.after")).isPositive();
        assertThat(finding.number("h1.asked.during")).isPositive();
        assertThat(finding.number("h2.asked.during")).isPositive();
        assertThat(finding.notes()).noneMatch(note -> note.contains("has ended"));
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .as("processes that go on")
                .isEmpty();
    }

    @Test
    void trial_whoseServerDoesNotStart_isRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> Trial.of(attack("h2-ping"), true, (_, _, _) -> List.of("echo", "no")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a server must listen within 60 s but ended");
    }

    @Test
    void attacks_ofNoSuchName_areAnsweredWithAllThereAre() {
        assertThatThrownBy(() -> Attacks.named(List.of("h2", "smurf")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an attack must be one of h2-rapid-reset, ")
                .hasMessageEndingWith(" but was 'smurf'; leave it out for all");
    }

    @Test
    void attacks_byTheBeginningsOfTheirNames_areFound() {
        assertThat(Attacks.named(List.of("h2-made")))
                .extracting(Attack::id)
                .containsExactly(
                        "h2-made-zero", "h2-made-overflow", "h2-made-closed", "h2-made-length", "h2-made-self");
        assertThat(Attacks.named(List.of())).extracting(Attack::id).doesNotHaveDuplicates();
        assertThat(Attacks.named(Attacks.SHORT)).hasSizeGreaterThanOrEqualTo(Attacks.SHORT.size());
    }
}

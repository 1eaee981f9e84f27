package dev.weir.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The library as it was at another commit. It is built in a worktree of git that is gone afterwards; what measures it is
 * the code of now, so that both are measured by the same, and also a commit that did not know a workload yet.
 */
record Revision(Path repository, String name) {
    private static final int MOST_SECONDS = 900;
    private static final List<String> MODULES = List.of("admission", "core");

    /**
     * Asks git for the commit, which takes no time.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    static Revision of(Path repository, String name) {
        try {
            String commit = name + "^{commit}";
            return new Revision(
                    repository,
                    git(repository, "rev-parse", "--short", "--verify", "-q", commit)
                            .strip());
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "--compare must be a commit of " + repository + " but was '" + name
                            + "'; git log --oneline lists those there are",
                    e);
        }
    }

    /** Builds it; its jars go to a folder, and stand in the class path instead of those of now. */
    Build build(Path jars, Build now) throws IOException {
        Path tree = Files.createTempDirectory("weir-" + name + "-");
        git(repository, "worktree", "add", "--force", "--detach", tree.toString(), name);
        try {
            Commands.output(maven(tree), tree, MOST_SECONDS);
            for (String module : MODULES) {
                copy(tree.resolve(module).resolve("target"), "weir-" + module + "-", jars);
            }
        } finally {
            git(repository, "worktree", "remove", "--force", tree.toString());
        }
        return new Build(name, classPath(now.classPath(), jars));
    }

    private static List<String> maven(Path tree) {
        List<String> command = new ArrayList<>(List.of(tree.resolve("mvnw").toString(), "-B", "-q"));
        String more = System.getenv().getOrDefault("WEIR_MAVEN_ARGS", "");
        Arrays.stream(more.split(" ")).filter(each -> !each.isEmpty()).forEach(command::add);
        command.addAll(List.of("-pl", String.join(",", MODULES), "-am", "-Dmaven.test.skip", "package"));
        return command;
    }

    private static void copy(Path target, String prefix, Path jars) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            for (Path file : files.toList()) {
                String named = file.getFileName().toString();
                if (named.startsWith(prefix) && named.endsWith(".jar")) {
                    Files.copy(file, jars.resolve(named), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** These jars first, then all others but those of the same modules. */
    static String classPath(String now, Path jars) throws IOException {
        try (Stream<Path> own = Files.list(jars)) {
            Stream<String> others = Arrays.stream(now.split(File.pathSeparator)).filter(each -> !isOfModules(each));
            return Stream.concat(own.map(Path::toString).sorted(), others)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static boolean isOfModules(String jar) {
        String named = Path.of(jar).getFileName().toString();
        return MODULES.stream().anyMatch(module -> named.startsWith("weir-" + module + "-"));
    }

    private static String git(Path repository, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        return Commands.output(command, null, MOST_SECONDS);
    }
}

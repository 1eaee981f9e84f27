package dev.weir.races;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds, in compiled classes, those that several threads use at once: one has a volatile field, a field of an atomic
 * type, a lock, a handle for ordered access or a concurrent collection, makes such a thing, or synchronizes.
 */
final class ConcurrentClasses {
    private static final Pattern SHARED = Pattern.compile(
            "java/util/concurrent/(atomic/|locks/|Concurrent|CopyOnWrite).*" + "|java/lang/invoke/VarHandle");

    private ConcurrentClasses() {}

    /** The names of those next to this class, in its folder or jar; a nested one counts for the one around it. */
    static NavigableSet<String> besides(Class<?> known) {
        return besides(known, ConcurrentClasses::isConcurrent);
    }

    /** The names of all top-level classes next to this one. */
    static NavigableSet<String> allBesides(Class<?> known) {
        return besides(known, model -> true);
    }

    private static NavigableSet<String> besides(Class<?> known, Predicate<ClassModel> which) {
        try {
            URI place =
                    known.getProtectionDomain().getCodeSource().getLocation().toURI();
            if (Files.isDirectory(Path.of(place))) {
                return in(Path.of(place), which);
            }
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(place), Map.of())) {
                return in(jar.getPath("/"), which);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the classes next to " + known + " must be readable but were not", e);
        }
    }

    private static NavigableSet<String> in(Path root, Predicate<ClassModel> which) throws IOException {
        NavigableSet<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .map(ConcurrentClasses::read)
                    .filter(which)
                    .map(model -> model.thisClass().asInternalName())
                    .map(name -> name.replaceAll("\\$.*", "").replace('/', '.'))
                    .forEach(found::add);
        }
        return found;
    }

    private static ClassModel read(Path file) {
        try {
            return ClassFile.of().parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isConcurrent(ClassModel model) {
        return model.fields().stream().anyMatch(ConcurrentClasses::isShared)
                || model.methods().stream().anyMatch(ConcurrentClasses::isShared);
    }

    private static boolean isShared(FieldModel field) {
        String type = field.fieldType().stringValue();
        return field.flags().has(AccessFlag.VOLATILE)
                || (type.startsWith("L") && isShared(type.substring(1, type.length() - 1)));
    }

    private static boolean isShared(MethodModel method) {
        return method.flags().has(AccessFlag.SYNCHRONIZED)
                || method.code().stream().flatMap(CodeModel::elementStream).anyMatch(ConcurrentClasses::isShared);
    }

    private static boolean isShared(CodeElement element) {
        return switch (element) {
            case MonitorInstruction monitor -> true;
            case NewObjectInstruction made -> isShared(made.className().asInternalName());
            default -> false;
        };
    }

    private static boolean isShared(String internalName) {
        return SHARED.matcher(internalName).matches();
    }
}

package dev.weir.bench.core;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a program is told: the name of a contender, and values of parameters.
 *
 * @param contender the first argument
 * @param values the others: {@code name=value}
 */
record Arguments(String contender, Map<String, String> values) {
    static Arguments of(String[] args) {
        if (args.length == 0) {
            throw new IllegalArgumentException("the first argument must be a contender but there was none");
        }
        return new Arguments(
                args[0],
                Stream.of(args)
                        .skip(1)
                        .map(arg -> arg.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(text(name, String.valueOf(otherwise)));
    }

    IllegalArgumentException unknown() {
        return new IllegalArgumentException("there is no contender '" + contender + "'");
    }
}

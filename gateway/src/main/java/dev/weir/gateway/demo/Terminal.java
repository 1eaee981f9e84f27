package dev.weir.gateway.demo;

import java.io.Console;
import java.io.PrintWriter;

/** What the place is like that stdout goes to. */
final class Terminal {
    private Terminal() {}

    /** Bars that are redrawn if it is a terminal that can do that, lines otherwise. */
    @SuppressWarnings("SystemConsoleNull") // it is null again since JDK 25 where there is no terminal
    static View view(PrintWriter out, Setup setup) {
        Console console = System.console();
        String kind = System.getenv("TERM");
        if (console == null || !console.isTerminal() || kind == null || kind.equals("dumb")) {
            return new Lines(out);
        }
        String noColor = System.getenv("NO_COLOR");
        boolean coloured = noColor == null || noColor.isEmpty();
        boolean blocks = System.out.charset().newEncoder().canEncode('█');
        return new Bars(out, setup.loads().most() * Setup.CAPACITY, coloured, blocks);
    }
}

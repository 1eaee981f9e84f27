package dev.weir.examples;

import static dev.weir.Sizes.KIB;

import dev.weir.Sink;
import dev.weir.Source;
import java.nio.file.Path;

/** Blocking calls, sixteen at a time, answers in order; a slow database holds back the file. */
public final class FileToDatabase {
    private FileToDatabase() {}

    /** A remote service that is asked about each line. */
    @FunctionalInterface
    public interface Client {
        /**
         * Asks, and waits for the answer.
         *
         * @param line what is asked about
         * @return the answer
         * @throws Exception if it cannot be had
         */
        String lookup(String line) throws Exception;
    }

    /** Where the answers go. */
    @FunctionalInterface
    public interface Database {
        /**
         * Inserts, and waits until that is done.
         *
         * @param row the answer
         * @throws Exception if it cannot be inserted
         */
        void insert(String row) throws Exception;
    }

    /**
     * Runs it.
     *
     * @param path the file
     * @param client asked about each line
     * @param database given each answer, in the order of the lines
     */
    public static void run(Path path, Client client, Database database) {
        // region program
        Source.lines(path, 8 * KIB).mapConcurrent(16, client::lookup).run(Sink.forEach(database::insert));
        // endregion
    }
}

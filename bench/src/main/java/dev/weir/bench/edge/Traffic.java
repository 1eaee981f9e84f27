package dev.weir.bench.edge;

/**
 * What requests bring and what they get.
 *
 * @param brings bytes of a request's body
 * @param gets bytes of its answer
 * @param unread which part of all requests ask for more than that, and read nothing of it
 */
record Traffic(int brings, int gets, double unread) {
    /** Hardly anything. */
    static final Traffic SMALL = new Traffic(0, 4, 0);

    private static final String PATH = "/";
    private static final String LARGE_PATH = "/large";
    private static final int LARGE = 4 * 1024 * 1024; // bytes; a system holds up to 3 MiB for who reads nothing

    /** Where somebody asks. */
    static String path(boolean reads) {
        return reads ? PATH : LARGE_PATH;
    }

    /** What is given there. */
    String answer(String path) {
        return "a".repeat(path.equals(LARGE_PATH) ? LARGE : gets);
    }
}

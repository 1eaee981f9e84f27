package dev.weir.bench;

/** What is measured was built somewhere: its name, and all its jars as a class path. */
record Build(String name, String classPath) {
    /** The one that this program itself belongs to. */
    static Build now() {
        return new Build("now", System.getProperty("java.class.path"));
    }
}

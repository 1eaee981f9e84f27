/** Declared flows with backpressure: sources, pipes, sinks, the plan they make, and the engines that run it. */
@org.jspecify.annotations.NullMarked
module dev.weir.core {
    requires jdk.jfr;
    requires static transitive org.jspecify;
    requires transitive dev.weir.admission;

    exports dev.weir;
    exports dev.weir.plan;
}

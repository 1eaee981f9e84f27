/** To test flows and edges, with any test framework: simulations in virtual time, probes, laws, faults. */
@org.jspecify.annotations.NullMarked
module dev.weir.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.weir.core;

    exports dev.weir.testkit;
    exports dev.weir.testkit.load;
}

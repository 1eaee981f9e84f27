/** To test flows, with any test framework: a simulation in virtual time, probes, laws, faults. */
@org.jspecify.annotations.NullMarked
module dev.weir.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.weir.core;

    exports dev.weir.testkit;
}

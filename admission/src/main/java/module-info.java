/** Decisions at an edge: admit work that will be served in time, refuse the rest at once and say when to come back. */
@org.jspecify.annotations.NullMarked
module dev.weir.admission {
    requires static transitive org.jspecify;

    exports dev.weir.admission;
}

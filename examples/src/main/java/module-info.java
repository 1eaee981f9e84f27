/** Programs to begin from. The build runs each of them. */
@org.jspecify.annotations.NullMarked
module dev.weir.examples {
    requires static transitive org.jspecify;
    requires transitive dev.weir.core;
    requires transitive dev.weir.net;

    exports dev.weir.examples;
    exports dev.weir.examples.cookbook;
}

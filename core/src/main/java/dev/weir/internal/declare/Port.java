package dev.weir.internal.declare;

/** One outlet of a declared stage. */
public record Port(Spec spec, int outlet) {}

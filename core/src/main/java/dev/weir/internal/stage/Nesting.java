package dev.weir.internal.stage;

/** A stage that runs inner flows, which take what they may hold from one allowance, however deep they are nested. */
interface Nesting extends Stage {}

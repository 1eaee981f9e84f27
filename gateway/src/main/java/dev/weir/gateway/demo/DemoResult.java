package dev.weir.gateway.demo;

/**
 * What came of a demo.
 *
 * @param setup what was asked for
 * @param bare the run against the origin itself
 * @param shielded the run through the gateway
 * @param stopped whether it was stopped before its end
 */
record DemoResult(Setup setup, RunResult bare, RunResult shielded, boolean stopped) {}

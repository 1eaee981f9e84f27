package dev.weir.bench;

import java.util.List;
import java.util.Map;

/** What all forks so far came to, and what those said that failed, by their names. */
record Outcome(List<Result> results, Map<String, String> failures) {}

package dev.weir.bench;

import java.util.List;
import java.util.Map;

/** What all forks so far came to, and in how many rounds some failed and why, by their names. */
record Outcome(List<Result> results, Map<String, String> failures) {}

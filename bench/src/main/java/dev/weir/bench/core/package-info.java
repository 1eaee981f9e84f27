/** The workloads of {@code ./weir bench core}, each with its contenders. */
@NullMarked
package dev.weir.bench.core;

import org.jspecify.annotations.NullMarked;

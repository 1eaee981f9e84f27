/** What weir costs, measured against other libraries and what would be written by hand; see {@code bench/README.md}. */
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;

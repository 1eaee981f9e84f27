/** HTTP servers that answer the same requests alike, each as its users would write it; see {@code bench/README.md}. */
@NullMarked
package dev.weir.bench.http;

import org.jspecify.annotations.NullMarked;

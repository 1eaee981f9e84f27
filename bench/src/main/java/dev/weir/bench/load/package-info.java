/** Servers and clients as processes of their own: started, watched, read, and ended. */
@NullMarked
package dev.weir.bench.load;

import org.jspecify.annotations.NullMarked;

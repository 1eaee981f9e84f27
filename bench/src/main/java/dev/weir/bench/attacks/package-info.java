/** Attacks on our server over loopback, and what becomes of it and of its honest clients meanwhile. */
@NullMarked
package dev.weir.bench.attacks;

import org.jspecify.annotations.NullMarked;

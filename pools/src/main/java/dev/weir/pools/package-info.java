/** Stages for what services are short of: they tell an admission how long work would wait there. */
@NullMarked
package dev.weir.pools;

import org.jspecify.annotations.NullMarked;

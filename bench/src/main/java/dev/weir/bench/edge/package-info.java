/** Services that are asked for too much, at the socket: servers with a contender before them, and who asks. */
@org.jspecify.annotations.NullMarked
package dev.weir.bench.edge;

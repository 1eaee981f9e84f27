/**
 * Many conversations over one: a small protocol of streams with windows, in the form of yamux. {@link
 * dev.weir.net.yamux.Mux} is where to begin.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.net.yamux;

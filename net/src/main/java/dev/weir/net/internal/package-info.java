/** What TCP and HTTP have in common: how connections are accepted, and on which event loops they are. */
@org.jspecify.annotations.NullMarked
package dev.weir.net.internal;

/**
 * What weir's admission does for a service that is asked for too much, next to what others do: in virtual time, where hours
 * pass in seconds and nothing is left to the machine, and at the socket.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.bench.admission;

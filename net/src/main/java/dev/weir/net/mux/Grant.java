package dev.weir.net.mux;

/**
 * A stream may send now; its windows and what it wants are less by that already.
 *
 * @param owner whose stream it is
 * @param bytes how many; 0 if only its end is to be said
 * @param last whether its end goes with these bytes
 * @param <S> what the user of a {@link SendSide} knows a stream by
 */
public record Grant<S>(S owner, int bytes, boolean last) {}

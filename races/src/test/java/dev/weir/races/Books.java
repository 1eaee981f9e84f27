package dev.weir.races;

import dev.weir.LinkPressure;
import dev.weir.Running;

/** The books of places that hold items. */
public final class Books {
    private Books() {}

    /** How many items are on no side of it: in less out, held, dropped, expired and discarded. */
    public static long missing(LinkPressure link) {
        return link.in() - link.out() - link.held() - link.dropped() - link.expired() - link.discarded();
    }

    /** Whether all that came in is accounted for, and nothing is held. */
    public static boolean closed(LinkPressure link) {
        return missing(link) == 0 && link.held() == 0;
    }

    /** Whether the run is over and the books of all its places are closed. */
    public static boolean closed(Running<?> run) {
        return run.ended() && run.pressure().links().stream().allMatch(Books::closed);
    }
}

package dev.weir.bench.edge;

/**
 * What is asked for.
 *
 * @param port of the server
 * @param stats where the server tells what it used
 * @param server the number of its process
 * @param perSecond how many a second, if not so many at a time
 * @param atATime how many are under way all the time; 0: as many as there are
 * @param body how many bytes each brings
 * @param warmUpNanos for how long it runs before it counts
 * @param nanos for how long it counts
 * @param apartNanos of which its beginning and its end, for so long, are told of on their own too; 0: they are not
 * @param givesUpNanos after how long an answer is of no use
 * @param seed of the times at which they are sent
 */
record Plan(
        int port,
        int stats,
        long server,
        double perSecond,
        int atATime,
        int body,
        long warmUpNanos,
        long nanos,
        long apartNanos,
        long givesUpNanos,
        long seed) {}

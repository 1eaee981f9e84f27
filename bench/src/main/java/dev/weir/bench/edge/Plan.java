package dev.weir.bench.edge;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked for.
 *
 * @param port of the server
 * @param stats where the server tells what it used
 * @param server the number of its process
 * @param steps the loads, one after the other
 * @param atATime how many are under way all the time, whatever the steps say; 0: as many as there are
 * @param body how many bytes each brings
 * @param unread which part of them ask for much and read nothing; what came of them is not told
 * @param warmUpNanos for how long it runs before the first step, whose load it comes to slowly
 * @param apartNanos of a step its beginning and its end, for so long, are told of on their own too; 0: they are not
 * @param givesUpNanos after how long an answer is of no use
 * @param lateNanos how late requests of a step may be sent (99 of 100): if they are later, it is the last one
 * @param seed of the times at which they are sent
 */
public record Plan(
        int port,
        int stats,
        long server,
        List<Step> steps,
        int atATime,
        int body,
        double unread,
        long warmUpNanos,
        long apartNanos,
        long givesUpNanos,
        long lateNanos,
        long seed) {
    private static final double RISE = 0.5; // of the time to warm up, and of that to settle
    private static final double LEAST = 0.02; // of the first load: what has just been started can do hardly anything

    /** As arguments of a program. */
    public List<String> told() {
        String loads = steps.stream().map(Step::toString).collect(Collectors.joining(","));
        return Stream.of(
                        port,
                        stats,
                        server,
                        loads,
                        atATime,
                        body,
                        unread,
                        warmUpNanos,
                        apartNanos,
                        givesUpNanos,
                        lateNanos,
                        seed)
                .map(String::valueOf)
                .toList();
    }

    static Plan parse(String[] told) {
        return new Plan(
                Integer.parseInt(told[0]),
                Integer.parseInt(told[1]),
                Long.parseLong(told[2]),
                Arrays.stream(told[3].split(",", -1)).map(Step::parse).toList(),
                Integer.parseInt(told[4]),
                Integer.parseInt(told[5]),
                Double.parseDouble(told[6]),
                Long.parseLong(told[7]),
                Long.parseLong(told[8]),
                Long.parseLong(told[9]),
                Long.parseLong(told[10]),
                Long.parseLong(told[11]));
    }

    /** After how long it is over. */
    public long wholeNanos() {
        return begins(steps.size());
    }

    /** How long after it began a step does. */
    long begins(int step) {
        return warmUpNanos + steps.stream().limit(step).mapToLong(Step::whole).sum();
    }

    /** Which step it is so long after it began; before the first it is that, and after the last it is that. */
    int step(long since) {
        int step = 0;
        while (step < steps.size() - 1 && since >= begins(step + 1)) {
            step++;
        }
        return step;
    }

    /** How many are asked a second then: what is more than before comes slowly, what is less at once. */
    double perSecond(long since) {
        int step = step(since);
        double load = steps.get(step).perSecond();
        double before = step == 0 ? LEAST * load : steps.get(step - 1).perSecond();
        long rises = step == 0 ? warmUpNanos : steps.get(step).settlesNanos();
        long began = step == 0 ? 0 : begins(step);
        double part = Math.clamp((since - began) / (RISE * Math.max(1, rises)), 0, 1);
        return load <= before ? load : before + part * (load - before);
    }
}

package dev.weir.internal.engine;

import dev.weir.Bottleneck;
import dev.weir.LinkPressure;
import java.util.List;

/**
 * Finds the stage that holds the others back: behind the last link that is full, nothing is held back any more, so the
 * island that reads it is the slow one; if the full place itself works on what it holds, then that is. Where nothing is
 * full, the source is slower than all after it.
 */
final class Bottlenecks {
    private Bottlenecks() {}

    static Bottleneck find(Assembly assembly, List<LinkPressure> links) {
        List<Gauge> gauges = assembly.all(Gauge.class).reversed();
        for (int i = links.size() - 1; i >= 0; i--) {
            LinkPressure link = links.get(i);
            if (link.held() < Math.max(1, (link.capacity() + 1) / 2)) {
                continue;
            }
            Gauge gauge = gauges.get(i);
            String numbers = link.held() + " of " + link.capacity();
            if (gauge.works()) {
                return new Bottleneck(link.stage(), numbers + " calls are under way or wait for their turn");
            }
            String slow = assembly.slowest(gauge.reader());
            return new Bottleneck(slow, "the link '" + link.stage() + "' before it holds " + numbers);
        }
        return new Bottleneck(assembly.first(), "no link is half full: the source is slower than all after it");
    }
}

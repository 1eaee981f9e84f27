package dev.weir.internal.stage;

import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.TailWriter;
import dev.weir.internal.engine.Window;
import dev.weir.internal.engine.WindowReader;
import java.util.function.UnaryOperator;

/** Joins the two ends of a stage that makes calls. */
final class Windows {
    private Windows() {}

    static <I, O> void open(Site site, int most, boolean ordered, Window.Caller<I, O> caller) {
        var window = new Window<>(site, most, ordered, caller, site.before(0), site.island());
        var writer = new TailWriter<>(window, site, site.before(0), UnaryOperator.identity());
        site.inlet(0, writer);
        site.drive(site.before(0), writer);
        site.drive(site.island(), new WindowReader<>(window, site));
        site.gauge(window);
    }
}

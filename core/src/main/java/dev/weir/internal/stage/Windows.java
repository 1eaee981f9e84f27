package dev.weir.internal.stage;

import dev.weir.Calls;
import dev.weir.Setting;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.TailWriter;
import dev.weir.internal.engine.Window;
import dev.weir.internal.engine.Window.Caller;
import dev.weir.internal.engine.WindowReader;
import java.util.function.UnaryOperator;

/** Joins the two ends of a stage that makes calls. */
final class Windows {
    private Windows() {}

    static <I, O> void open(Site site, Calls<? super I> calls, Caller<I, O> made) {
        Caller<I, O> caller = ruled(site, calls, made);
        var window = new Window<>(site, calls.most(), calls.isOrdered(), caller, site.writer(0), site.island());
        var writer = new TailWriter<>(window, site, site.alone(0), UnaryOperator.identity());
        site.dial(setting -> {
            boolean known = setting instanceof Setting.Concurrency;
            if (setting instanceof Setting.Concurrency(int now)) {
                window.takeAtMost(now);
            }
            return known;
        });
        site.inlet(0, writer);
        site.drive(site.before(0), writer);
        site.drive(site.island(), new WindowReader<>(window, site));
        site.gauge(window);
    }

    private static <I, O> Caller<I, O> ruled(Site site, Calls<? super I> calls, Caller<I, O> made) {
        Caller<I, O> caller = made;
        if (calls.budget() != null) {
            caller = new Budgeted<>(calls.budget(), calls, caller);
        }
        if (calls.key() != null) {
            caller = new PerKey<>(calls.key(), caller);
        }
        return calls.isAdaptive() ? new Adapting<>(calls.most(), caller, site) : caller;
    }
}

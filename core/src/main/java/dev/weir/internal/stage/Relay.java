package dev.weir.internal.stage;

import dev.weir.internal.engine.Site;

/** The end of an inner plan: its items go to the stage that made it. */
public record Relay() implements Stage {
    @Override
    public String kind() {
        return "relay";
    }

    @Override
    public int outlets() {
        return 0;
    }

    @Override
    public void open(Site site) {
        site.inlet(0, site.relay());
    }
}

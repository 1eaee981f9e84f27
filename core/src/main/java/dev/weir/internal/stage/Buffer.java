package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Setting;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.LinkReader;
import dev.weir.internal.engine.Site;
import java.util.List;

/** {@code buffer}: a link, so that what is before it and what is after it run beside each other. */
public record Buffer<T>(Capacity capacity) implements Stage {
    @Override
    public String kind() {
        return "buffer";
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(capacity);
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public void open(Site site) {
        Link<T> link = Links.inlet(site, 0, capacity);
        site.dial(setting -> {
            boolean known = setting instanceof Setting.Capacity;
            if (setting instanceof Setting.Capacity(int items)) {
                link.holdAtMost(items);
            }
            return known;
        });
        site.drive(site.island(), new LinkReader<T>(link, site, 0, site.island()));
    }
}

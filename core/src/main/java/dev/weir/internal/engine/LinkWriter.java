package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/** The tail of an island: what comes in goes into a link. It drives only to notice that the reader wants no more. */
public final class LinkWriter<T> implements Inlet<T>, Driver {
    private final Link<T> link;
    private final Site site;
    private final @Nullable Island alone;
    private final boolean simple;
    private @Nullable Upstream upstream;
    private boolean over;

    /** Writes into this link for this stage; alone is the island that feeds nothing else, if it is so. */
    public LinkWriter(Link<T> link, Site site, @Nullable Island alone) {
        this.link = link;
        this.site = site;
        this.alone = alone;
        this.simple = link.isSimple();
    }

    @Override
    public boolean accept(T item) {
        try {
            return link.put(item);
        } catch (RuntimeException tooHeavy) {
            Ending failed = site.failure(tooHeavy);
            end(failed);
            cancelUpstream(failed);
            site.letGo(item);
            return false;
        }
    }

    @Override
    public int acceptPlain(T item) {
        return simple ? link.putPlain(item) : Inlet.super.acceptPlain(item);
    }

    @Override
    public boolean roomPlain() {
        return simple ? link.roomPlain() : room();
    }

    @Override
    public boolean room() {
        return !over && link.room();
    }

    @Override
    public void end(Ending ending) {
        if (!over) {
            over = true;
            link.end(ending);
        }
    }

    @Override
    public void fedBy(Upstream feeder) {
        upstream = feeder;
    }

    @Override
    public boolean drive() {
        Ending reason = over ? null : link.cancelled();
        if (reason == null) {
            return false;
        }
        over = true;
        link.leave();
        if (alone != null) {
            alone.givenUp();
        }
        cancelUpstream(reason);
        return true;
    }

    private void cancelUpstream(Ending reason) {
        if (upstream != null) {
            upstream.cancel(reason);
        }
    }

    @Override
    public boolean over() {
        return over;
    }
}

package dev.weir.internal.stage;

import dev.weir.Emitter;
import dev.weir.Ending;
import dev.weir.internal.engine.Site;

/**
 * {@code lines}: lines in UTF-8 out of chunks of bytes, wherever those are split. Holds the line that is not complete.
 */
public record Lines(int longest) implements Stage {
    @Override
    public String kind() {
        return "lines";
    }

    @Override
    public boolean suspends() {
        return true;
    }

    @Override
    public void open(Site site) {
        site.step(new Running(site, longest));
    }

    private static final class Running extends Emitting<byte[], String> {
        private final LineCutter cutter;
        private final Emitter<String> out = this::emit;

        Running(Site site, int longest) {
            super(site);
            this.cutter = new LineCutter(longest);
        }

        @Override
        protected void expand(byte[] chunk) throws Exception {
            cutter.cut(chunk, out);
        }

        @Override
        protected void beforeEnd(Ending ending) {
            if (ending instanceof Ending.Done) {
                try {
                    suspended();
                    cutter.end(out);
                } catch (Throwable t) {
                    fail(t);
                }
            }
        }
    }
}

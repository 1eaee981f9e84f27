package dev.weir;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A layer that compresses what is said and inflates what is heard, in the zlib format (RFC 1950). Each item that is said
 * can be read by the peer as a whole as soon as it is there. What is inflated comes up in pieces of at most 16 KiB, as there
 * is room for them; one that expands further than was allowed fails the conversation before it is there.
 */
public final class Deflate {
    private static final int PIECE = 16 * 1024;
    private static final int USUAL_RATIO = 20;

    private Deflate() {}

    /**
     * Compresses, and inflates within a limit.
     *
     * @param spare how many bytes what was inflated may have in all beyond 20 times what came, at least 1: text seldom
     *     expands further, bombs expand a thousandfold
     * @return a layer
     * @throws IllegalArgumentException if spare is less than 1
     */
    public static LogicLayer<byte[], byte[], byte[], byte[]> limitedTo(long spare) {
        long most = Operators.atLeast("spare", 1, spare);
        return Layer.stateful("deflate", LayerRoom.DEFAULT, () -> new Both(most));
    }

    private static final class Both implements LayerLogic<byte[], byte[], byte[], byte[]> {
        private final long spare;
        private final Deflater deflater = new Deflater();
        private final Inflater inflater = new Inflater();
        private boolean deflating; // more of it may come
        private boolean finishing;
        private byte @Nullable [] piece;
        private long came;
        private long inflated;

        Both(long spare) {
            this.spare = spare;
        }

        @Override
        public boolean step(Sides<byte[], byte[], byte[], byte[]> sides) throws Exception {
            boolean down = say(sides.above(), sides.down());
            return hear(sides.below(), sides.up()) || down;
        }

        private boolean say(Sides.In<byte[]> from, Sides.Out<byte[]> to) {
            if (!to.wanted()) {
                return Sides.move(from, to);
            }
            if (!to.room()) {
                return false;
            }
            if (!deflating && !finishing && from.ready()) {
                deflater.setInput(from.take());
                deflating = true;
            } else if (!deflating && !finishing && from.ended()) {
                finishing = true;
                deflater.finish();
            }
            return (deflating || finishing) && deflate(to);
        }

        private boolean deflate(Sides.Out<byte[]> to) {
            byte[] out = new byte[PIECE];
            int count = deflater.deflate(out, 0, PIECE, finishing ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
            if (count > 0) {
                to.put(Arrays.copyOf(out, count));
            }
            deflating = count == PIECE;
            if (finishing && deflater.finished()) {
                to.end();
            }
            return true;
        }

        private boolean hear(Sides.In<byte[]> from, Sides.Out<byte[]> to) throws IOException {
            if (!to.wanted()) {
                return Sides.move(from, to);
            }
            if (!to.room()) {
                return false;
            }
            if (inflater.finished() || (came == 0 && from.ended())) { // not one byte: nothing was said
                to.end();
                return true;
            }
            if (inflate(to) || inflater.finished()) {
                return true;
            }
            if (from.ready()) {
                byte[] next = from.take();
                came += next.length;
                inflater.setInput(next);
                return true;
            }
            if (from.drained()) { // not the peer has ended it, but who drains this run
                to.end();
                return true;
            }
            if (from.ended()) {
                throw new IOException("what is inflated must be whole but was cut off");
            }
            return false;
        }

        private boolean inflate(Sides.Out<byte[]> to) throws IOException {
            byte[] out = piece == null ? new byte[PIECE] : piece;
            piece = out;
            try {
                int count = inflater.inflate(out);
                inflated += count;
                if (inflated - USUAL_RATIO * came > spare) {
                    throw new IOException("what is inflated must be <= " + spare + " bytes beyond " + USUAL_RATIO
                            + " times what came but was more; raise the limit if the peer is to be trusted");
                }
                if (count > 0) {
                    to.put(Arrays.copyOf(out, count));
                }
                return count > 0;
            } catch (DataFormatException e) {
                throw new IOException("what is inflated must be in the zlib format but was not", e);
            }
        }

        @Override
        public void close(Ending how) {
            deflater.end();
            inflater.end();
        }
    }
}

package dev.weir.examples;

import dev.weir.Entry;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.Writer;
import java.util.function.Consumer;

/**
 * A small service as many are: orders come in at a door, each is looked up in a slow database with four connections, and
 * what was found is mailed by an API that is written to and says when it has drained. Its test runs it in virtual time.
 */
public class OrderService {
    /** Blocks for as long as it takes. */
    @FunctionalInterface
    public interface Database {
        /** What is known of an order. */
        String find(long order) throws Exception;
    }

    /** Sends mails, a few at a time. */
    public interface Outbox {
        /** Takes a mail; false: it is full now, and will call back once when it has drained. */
        boolean send(String mail);

        /** Whom to call back. */
        void onDrain(Runnable drained);
    }

    private final Database database;
    private final Outbox outbox;

    /** A service over these two. */
    public OrderService(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** A running service. */
    public record Open(Running<Long> run, Entry<Long> orders) {}

    /** Starts it. */
    public Open open() {
        Running<Long> run = found(Source.entry("orders", 16)).to(mailed()).start();
        return new Open(run, run.entry("orders"));
    }

    /** Looks up each order. */
    protected Source<String> found(Source<Long> orders) {
        return orders.mapConcurrent(4, database::find);
    }

    /** Mails what was found. */
    protected Sink<String, Long> mailed() {
        return Sink.writing(Mailer::new);
    }

    /** Says when the outbox has drained. */
    protected void onDrain(Runnable drained) {
        outbox.onDrain(drained);
    }

    private final class Mailer implements Writer<String, Long> {
        private long mailed;

        @Override
        public void open(Runnable drained, Consumer<Throwable> broken) {
            onDrain(drained);
        }

        @Override
        public boolean write(String mail) {
            mailed++;
            return outbox.send(mail);
        }

        @Override
        public Long finish() {
            return mailed;
        }

        @Override
        public void abort(dev.weir.Ending ending) {}
    }
}

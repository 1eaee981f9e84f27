package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.FlowCancelledException;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.SinkStep;
import dev.weir.internal.engine.Site;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code asPublisher}: items go to a subscriber, as many as it has asked for. */
public record Published<T>() implements Stage {
    @Override
    public String kind() {
        return "asPublisher";
    }

    @Override
    public int outlets() {
        return 0;
    }

    @Override
    public void open(Site site) {
        var running = new Running<T>(site);
        site.inlet(0, running);
        site.drive(site.island(), running);
        site.door(running);
        site.wokenFromOutside(() -> !running.over());
    }

    /**
     * The end of the flow, and the subscription to it. Any thread asks and cancels: it changes one word and wakes the
     * island, whose thread alone gives the signals, so that they come one after the other and never inside of another.
     *
     * <pre>
     * requested   0 or more  so many items were asked for in all; Long.MAX_VALUE: all there are
     *             REFUSED    it was asked in a way that is not allowed, which the subscriber is to be told, and no more
     *             SILENT     the subscriber is told nothing more: it has cancelled, or has had its last signal
     * </pre>
     *
     * <p>A cancel interrupts code that blocks in this island, but never the subscriber's, not even in a signal that
     * begins at the same time: the island raises {@code telling} and then looks at {@code requested}; the cancel changes
     * {@code requested} and then looks at {@code telling}. Both are volatile, so one of the two sees the other: there is
     * no signal, or no interrupt.
     */
    public static final class Running<T> extends SinkStep<T> implements Driver, Flow.Subscription {
        private static final long REFUSED = -1;
        private static final long SILENT = -2;
        private static final Ending.Cancelled BY_SUBSCRIBER = new Ending.Cancelled("its subscriber cancelled");
        private static final VarHandle REQUESTED;

        static {
            try {
                REQUESTED = MethodHandles.lookup().findVarHandle(Running.class, "requested", long.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Island island;
        private volatile long requested;
        private volatile boolean telling;
        private volatile @Nullable Throwable refusal; // written before REFUSED
        private Flow.@Nullable Subscriber<? super T> subscriber; // from here on the island's own
        private boolean introduced;

        Running(Site site) {
            super(site);
            this.island = site.island();
        }

        /** Whom it tells; before it is started. */
        public void tells(Flow.Subscriber<? super T> whom) {
            subscriber = whom;
        }

        // ---- from outside

        @Override
        public void request(long n) {
            if (n <= 0) {
                refusal = new IllegalArgumentException(
                        "a request must be > 0 but was " + n + " (Reactive Streams 3.9); to stop, cancel");
            }
            long seen;
            do {
                seen = requested;
            } while (!REQUESTED.compareAndSet(this, seen, after(seen, n)));
            island.wake();
        }

        private static long after(long seen, long n) {
            if (seen < 0) {
                return seen;
            }
            return n <= 0 ? REFUSED : n > Long.MAX_VALUE - seen ? Long.MAX_VALUE : seen + n;
        }

        @Override
        public void cancel() {
            long seen = (long) REQUESTED.getAndSet(this, SILENT);
            island.wake();
            if (seen != SILENT && !telling) {
                island.interrupt(BY_SUBSCRIBER);
            }
        }

        // ---- the island

        @Override
        public boolean drive() {
            if (over()) {
                return false;
            }
            try {
                introduce();
            } catch (Throwable t) {
                fail(t);
            }
            Throwable refused = refused();
            if (refused != null) {
                fail(refused);
            } else if (requested == SILENT) {
                island.givenUp();
                stop(BY_SUBSCRIBER);
            }
            return over();
        }

        private @Nullable Throwable refused() {
            return requested == REFUSED ? refusal : null;
        }

        @Override
        public boolean room() {
            return requested > taken() && super.room();
        }

        @Override
        protected boolean take(T item) {
            telling = true;
            try {
                if (subscriber != null && requested >= 0) {
                    subscriber.onNext(item);
                } else {
                    letGo(item); // it has cancelled since there was room
                }
            } catch (Throwable t) {
                threw(t);
                throw t;
            } finally {
                telling = false;
            }
            return requested > taken() + 1 && super.room(); // this one is not counted yet
        }

        private void introduce() {
            if (!introduced) {
                introduced = true;
                tell(to -> to.onSubscribe(this));
            }
        }

        private void tell(Consumer<Flow.Subscriber<? super T>> signal) {
            telling = true;
            try {
                if (subscriber != null && requested != SILENT) {
                    signal.accept(subscriber);
                }
            } catch (Throwable t) {
                threw(t);
                throw t;
            } finally {
                telling = false;
            }
        }

        /** The subscriber broke the rules: it counts as one that has cancelled, and the failure is nobody's but its own. */
        private void threw(Throwable thrown) {
            forget();
            site().unheard("has a subscriber that must not throw but did", thrown);
        }

        private void forget() {
            requested = SILENT;
            subscriber = null;
        }

        /** The last signal. A run that ends before it was driven introduces itself first. */
        @Override
        protected void close(Ending ending) {
            try {
                tellEnd(ending);
            } catch (RuntimeException | Error thrown) {
                if (ending instanceof Ending.Done) {
                    throw thrown; // it is the run's failure then; in any case it was logged
                }
            }
        }

        private void tellEnd(Ending ending) {
            introduce();
            Throwable refused = refused();
            Throwable cause = refused != null ? refused : cause(ending);
            tell(to -> {
                if (cause == null) {
                    to.onComplete();
                } else {
                    to.onError(cause);
                }
            });
            forget();
        }

        private static @Nullable Throwable cause(Ending ending) {
            return switch (ending) {
                case Ending.Done done -> null;
                case Ending.Failed(String stage, Throwable cause) -> cause;
                case Ending.Cancelled(String reason) -> new FlowCancelledException(reason);
            };
        }

        @Override
        protected @Nullable Object value() {
            return null;
        }

        /** Told also if what feeds it is too broken to pass it on. */
        @Override
        public void abort(Ending ending) {
            end(ending);
        }
    }
}

package dev.weir.testkit;

import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Publishers that break the rules of Reactive Streams, each in its own way: whoever subscribes must survive them. */
public enum BadPublisher {
    /** Gives items and an end, but no subscription before. */
    NO_SUBSCRIPTION {
        @Override
        <T> void begin(Flow.Subscriber<? super T> subscriber, List<T> items) {
            items.forEach(subscriber::onNext);
            subscriber.onComplete();
        }
    },
    /** Ends, but gives no subscription before. */
    END_WITHOUT_SUBSCRIPTION {
        @Override
        <T> void begin(Flow.Subscriber<? super T> subscriber, List<T> items) {
            subscriber.onComplete();
        }
    },
    /** Gives a subscription twice. */
    TWO_SUBSCRIPTIONS {
        @Override
        <T> void begin(Flow.Subscriber<? super T> subscriber, List<T> items) {
            Given<T> given = new Given<>(subscriber, items, this);
            subscriber.onSubscribe(given);
            subscriber.onSubscribe(new Given<>(subscriber, List.of(), this));
        }
    },
    /** Gives no subscription, but null. */
    NULL_SUBSCRIPTION {
        @Override
        @SuppressWarnings("NullAway") // that is the point
        <T> void begin(Flow.Subscriber<? super T> subscriber, List<T> items) {
            subscriber.onSubscribe(null);
        }
    },
    /** Gives all items at once, whatever was asked for. */
    MORE_THAN_ASKED_FOR {
        @Override
        <T> void asked(Given<T> given, long items) {
            given.giveAll();
            given.end();
        }
    },
    /** Gives all items before it was asked for any. */
    UNASKED {
        @Override
        <T> void begin(Flow.Subscriber<? super T> subscriber, List<T> items) {
            Given<T> given = new Given<>(subscriber, items, this);
            subscriber.onSubscribe(given);
            given.giveAll();
            given.end();
        }
    },
    /** Gives an item after its end. */
    ITEM_AFTER_END {
        @Override
        <T> void asked(Given<T> given, long items) {
            given.end();
            given.give(1);
        }
    },
    /** Ends twice, and then fails. */
    SEVERAL_ENDS {
        @Override
        <T> void asked(Given<T> given, long items) {
            given.give(items);
            given.end();
            given.end();
            given.fail(new IllegalStateException("after the end"));
        }
    },
    /** Gives null for an item. */
    NULL_ITEM {
        @Override
        <T> void asked(Given<T> given, long items) {
            given.giveNull();
        }
    },
    /** Fails with null. */
    NULL_FAILURE {
        @Override
        <T> void asked(Given<T> given, long items) {
            given.fail(null);
        }
    },
    /** Throws when it is subscribed to. */
    THROWS_IN_SUBSCRIBE {
        @Override
        <T> void begin(Flow.Subscriber<? super T> subscriber, List<T> items) {
            throw new IllegalStateException("thrown by subscribe");
        }
    },
    /** Throws when it is asked. */
    THROWS_IN_REQUEST {
        @Override
        <T> void asked(Given<T> given, long items) {
            throw new IllegalStateException("thrown by request");
        }
    },
    /** Throws when it is cancelled. */
    THROWS_IN_CANCEL {
        @Override
        <T> void asked(Given<T> given, long items) {
            given.give(items);
        }

        @Override
        void cancelled() {
            throw new IllegalStateException("thrown by cancel");
        }
    },
    /** Goes on giving after it was cancelled. */
    DEAF_TO_CANCEL {
        @Override
        <T> void asked(Given<T> given, long items) {
            given.giveAll();
            given.end();
        }
    };

    /**
     * A publisher that behaves so.
     *
     * @param items what it gives, as far as it gives any
     * @param <T> the items
     * @return a publisher for any number of subscribers, which does all in the thread that calls it
     */
    public <T> Flow.Publisher<T> of(List<T> items) {
        return subscriber -> begin(subscriber, items);
    }

    <T> void begin(Flow.Subscriber<? super T> subscriber, List<T> items) {
        subscriber.onSubscribe(new Given<>(subscriber, items, this));
    }

    <T> void asked(Given<T> given, long items) {
        given.give(items);
    }

    void cancelled() {}

    /** What it gives to one subscriber. */
    static final class Given<T> implements Flow.Subscription {
        private final Flow.Subscriber<? super T> subscriber;
        private final List<T> items;
        private final BadPublisher how;
        private int at;

        Given(Flow.Subscriber<? super T> subscriber, List<T> items, BadPublisher how) {
            this.subscriber = subscriber;
            this.items = items;
            this.how = how;
        }

        void give(long most) {
            for (long i = 0; i < most && at < items.size(); i++) {
                subscriber.onNext(items.get(at++));
            }
        }

        void giveAll() {
            give(Long.MAX_VALUE);
        }

        @SuppressWarnings("NullAway") // that is the point
        void giveNull() {
            subscriber.onNext(null);
        }

        void end() {
            subscriber.onComplete();
        }

        @SuppressWarnings("NullAway") // that is the point
        void fail(@Nullable Throwable cause) {
            subscriber.onError(cause);
        }

        @Override
        public void request(long n) {
            how.asked(this, n);
        }

        @Override
        public void cancel() {
            how.cancelled();
        }
    }
}

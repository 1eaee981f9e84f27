package dev.weir.http;

import static dev.weir.http.internal.h2.StreamEvent.DATA_IN;
import static dev.weir.http.internal.h2.StreamEvent.END_IN;
import static dev.weir.http.internal.h2.StreamEvent.END_OUT;
import static dev.weir.http.internal.h2.StreamEvent.HEAD_IN;
import static dev.weir.http.internal.h2.StreamEvent.HEAD_OUT;
import static dev.weir.http.internal.h2.StreamEvent.PRIORITY_IN;
import static dev.weir.http.internal.h2.StreamEvent.RESET_IN;
import static dev.weir.http.internal.h2.StreamEvent.RESET_OUT;
import static dev.weir.http.internal.h2.StreamEvent.WINDOW_IN;
import static dev.weir.http.internal.h2.StreamState.ENDED;
import static dev.weir.http.internal.h2.StreamState.IDLE;
import static dev.weir.http.internal.h2.StreamState.LOCAL_ENDED;
import static dev.weir.http.internal.h2.StreamState.OPEN;
import static dev.weir.http.internal.h2.StreamState.PASSED_OVER;
import static dev.weir.http.internal.h2.StreamState.REMOTE_ENDED;
import static dev.weir.http.internal.h2.StreamState.RESET_HERE;
import static dev.weir.http.internal.h2.StreamState.RESET_THERE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.internal.h2.ClosedStreams;
import dev.weir.http.internal.h2.PriorityField;
import dev.weir.http.internal.h2.Step;
import dev.weir.http.internal.h2.StreamEvent;
import dev.weir.http.internal.h2.StreamState;
import dev.weir.net.mux.Priority;
import io.netty.handler.codec.http2.Http2Error;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an event makes of a stream, by RFC 9113, 5.1; and what is known of streams besides. */
class StreamStateTest {
    private static StreamState after(StreamState from, StreamEvent... events) {
        StreamState state = from;
        for (StreamEvent event : events) {
            Step step = state.on(event);
            assertThat(step).as("%s on %s", event, state).isInstanceOf(Step.To.class);
            state = ((Step.To) step).state();
        }
        return state;
    }

    @Test
    void exchange_thatIsComplete_endsTheStream() {
        assertThat(after(IDLE, HEAD_IN, DATA_IN, END_IN)).isEqualTo(REMOTE_ENDED);
        assertThat(after(IDLE, HEAD_IN, END_IN, HEAD_OUT, END_OUT)).isEqualTo(ENDED);
        assertThat(after(IDLE, HEAD_OUT, END_OUT)).isEqualTo(LOCAL_ENDED);
        assertThat(after(IDLE, HEAD_OUT, HEAD_IN, END_OUT, DATA_IN, END_IN)).isEqualTo(ENDED);
    }

    @Test
    void reset_byEitherEnd_closesTheStream() {
        for (StreamState state : new StreamState[] {OPEN, LOCAL_ENDED, REMOTE_ENDED}) {
            assertThat(after(state, RESET_IN)).isEqualTo(RESET_THERE);
            assertThat(after(state, RESET_OUT)).isEqualTo(RESET_HERE);
        }
    }

    @Test
    void idle_anythingButAHead_isAFaultOfTheConnection() {
        for (StreamEvent event : new StreamEvent[] {DATA_IN, RESET_IN, WINDOW_IN, END_IN}) {
            assertThat(IDLE.on(event)).isEqualTo(new Step.ConnectionFault(Http2Error.PROTOCOL_ERROR));
        }
        assertThat(after(IDLE, PRIORITY_IN)).isEqualTo(IDLE);
    }

    @Test
    void closed_whatMayStillComeDependsOnHow() {
        assertThat(REMOTE_ENDED.on(DATA_IN)).isEqualTo(new Step.StreamFault(Http2Error.STREAM_CLOSED));
        assertThat(RESET_THERE.on(DATA_IN)).isEqualTo(new Step.StreamFault(Http2Error.STREAM_CLOSED));
        assertThat(ENDED.on(HEAD_IN)).isEqualTo(new Step.ConnectionFault(Http2Error.STREAM_CLOSED));
        assertThat(PASSED_OVER.on(HEAD_IN)).isEqualTo(new Step.ConnectionFault(Http2Error.PROTOCOL_ERROR));
        assertThat(RESET_HERE.on(DATA_IN)).isInstanceOf(Step.Ignored.class);
    }

    /** No state is left once it is closed, and nothing but data and heads is ever a fault there. */
    @ParameterizedTest
    @EnumSource(StreamState.class)
    void closedStates_areLeftByNothing(StreamState state) {
        if (!state.closed()) {
            return;
        }
        for (StreamEvent event : StreamEvent.values()) {
            Step step = state.on(event);
            if (step instanceof Step.To(StreamState next)) {
                assertThat(next).isEqualTo(state);
            }
            if (event == WINDOW_IN || event == RESET_IN) {
                assertThat(step).isInstanceOf(Step.Ignored.class);
            }
        }
        assertThat(state.maySend()).isFalse();
    }

    @Test
    void closedStreams_areKnownForAWhile() {
        var closed = new ClosedStreams();
        closed.add(1, ENDED);
        closed.passedOver(1, 7);
        assertThat(closed.of(1)).isEqualTo(ENDED);
        assertThat(closed.of(5)).isEqualTo(PASSED_OVER);
        assertThat(closed.of(7)).isEqualTo(RESET_HERE);
        for (int i = 0; i < 128; i++) {
            closed.add(9 + 2 * i, RESET_THERE);
        }
        assertThat(closed.of(1)).isEqualTo(RESET_HERE);
        assertThat(closed.of(9)).isEqualTo(RESET_THERE);
    }

    @Test
    void priorityField_isReadAsFarAsItIsKnown() {
        assertThat(PriorityField.parse("u=1, i")).isEqualTo(new Priority(1, true, 16));
        assertThat(PriorityField.parse("u=9,x=y, i=?0,u=7")).isEqualTo(new Priority(7, false, 16));
        assertThat(PriorityField.parse("")).isEqualTo(Priority.DEFAULT);
        assertThat(PriorityField.of(Optional.empty())).isEqualTo(Priority.sharing(3, 16));
    }
}

package dev.weir.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.admission.Admission;
import dev.weir.admission.Permit;
import dev.weir.admission.Work;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a container does at bad moments leaves nothing inside and nobody waiting. */
class ArrivalTest {
    private final Admission admission = Admission.adaptive().most(1).maxWait(Duration.ofSeconds(20));
    private final List<AsyncListener> listeners = new ArrayList<>();
    private final List<String> called = new ArrayList<>();
    private boolean startFails;
    private boolean dispatchFails;
    private boolean answerFails;
    private Permit first;

    @BeforeEach
    void fill() throws InterruptedException {
        first = admission.enter();
    }

    @AfterEach
    void nothingIsLeft() {
        first.close();
        assertThat(admission.read().waiting()).isZero();
        assertThat(admission.read().inside()).isZero();
    }

    private static <T> T as(Class<T> type, InvocationHandler does) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, does));
    }

    private static AsyncEvent event() {
        return new AsyncEvent(as(AsyncContext.class, (self, method, arguments) -> null));
    }

    private Arrival arrival() {
        AsyncContext context = as(AsyncContext.class, (self, method, arguments) -> {
            called.add(method.getName());
            if (method.getName().equals("addListener")) {
                listeners.add((AsyncListener) arguments[0]);
            }
            if (dispatchFails && method.getName().equals("dispatch")) {
                throw new IllegalStateException("the request is over");
            }
            return method.getReturnType() == long.class ? 30_000L : null;
        });
        HttpServletRequest request = as(HttpServletRequest.class, (self, method, arguments) -> {
            if (startFails) {
                throw new IllegalStateException("not asynchronous");
            }
            return context;
        });
        HttpServletResponse response = as(HttpServletResponse.class, (self, method, arguments) -> {
            if (answerFails && method.getName().equals("getOutputStream")) {
                throw new IllegalStateException("a writer is in use");
            }
            return method.getReturnType() == boolean.class ? false : null;
        });
        return new Arrival(request, response, false);
    }

    private void waits(Arrival arrival) {
        assertThat(arrival.enter(admission.everything(), Work.normal())).isNull();
        assertThat(admission.read().waiting()).isEqualTo(1);
    }

    @Test
    void request_thatCannotBeAsynchronous_waitsNoMore() {
        startFails = true;
        assertThatThrownBy(() -> arrival().enter(admission.everything(), Work.normal()))
                .hasMessage("not asynchronous");
        assertThat(admission.read().waiting()).isZero();
    }

    @Test
    void request_thatFailsWhileItWaits_waitsNoMore() throws Exception {
        waits(arrival());
        AsyncListener listener = listeners.getFirst();
        listener.onError(event());
        assertThat(admission.read().waiting()).isZero();
        listener.onComplete(event());
        first.close();
        assertThat(called).doesNotContain("dispatch");
    }

    @Test
    void request_thatIsOverWhenItIsDispatched_givesItsPermitBack() {
        dispatchFails = true;
        waits(arrival());
        first.close();
        assertThat(called).contains("dispatch").endsWith("complete");
        assertThat(admission.read().inside()).isZero();
    }

    // As when a filter before has begun to write, with a writer.
    @Test
    void request_thatCannotBeAnsweredWhenItIsRefused_isEnded() {
        answerFails = true;
        waits(arrival());
        admission.close();
        assertThat(called).endsWith("complete");
    }

    @Test
    void request_thatFailsOnceItHasBeenLetIn_givesItsPermitBackAtItsEnd() throws Exception {
        waits(arrival());
        first.close();
        AsyncListener listener = listeners.getFirst();
        listener.onError(event());
        assertThat(admission.read().inside()).isEqualTo(1);
        listener.onComplete(event());
        assertThat(admission.read().inside()).isZero();
    }

    @Test
    void request_thatIsOverBeforeItIsTold_givesBackWhatItIsGivenThen() throws Exception {
        Arrival arrival = arrival();
        waits(arrival);
        listeners.getFirst().onComplete(event());
        first.close();
        try (Permit late = admission.enter()) {
            arrival.accept(late);
            assertThat(admission.read().inside()).isZero();
        }
        assertThat(called).doesNotContain("dispatch");
    }
}

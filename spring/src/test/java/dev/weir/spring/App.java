package dev.weir.spring;

import java.util.concurrent.Semaphore;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application as users have them, with all that Boot configures by itself. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(App.Pages.class)
class App {
    /** Its pages. */
    @RestController
    static class Pages {
        final Semaphore called = new Semaphore(0);
        final Semaphore mayEnd = new Semaphore(0);

        @GetMapping("/")
        String start() {
            return "in";
        }

        @GetMapping("/hold")
        String hold() {
            called.release();
            mayEnd.acquireUninterruptibly();
            return Thread.currentThread().isVirtual() ? "virtual" : "platform";
        }

        @GetMapping("/actuator/health")
        String health() {
            return "well";
        }

        @GetMapping("/fail")
        String fail() {
            throw new IllegalStateException("on purpose");
        }
    }
}

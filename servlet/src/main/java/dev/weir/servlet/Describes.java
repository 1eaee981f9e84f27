package dev.weir.servlet;

import dev.weir.admission.Work;
import jakarta.servlet.http.HttpServletRequest;

/** Says more of the work that a request asks for than its head does by itself. Any thread of the container may ask it. */
@FunctionalInterface
public interface Describes {
    /**
     * Says it. Must be quick, and must neither block nor read the body, as {@code getParameter} may.
     *
     * @param head the request
     * @param work what is known of it
     * @return the same, or other work
     */
    Work of(HttpServletRequest head, Work work);
}

package dev.weir.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** A servlet that does as its path says, and lets a test see when it is called and say when it may end. */
final class Probe extends HttpServlet {
    private static final long serialVersionUID = 1;

    final transient Semaphore called = new Semaphore(0);
    final transient Semaphore mayEnd = new Semaphore(0);
    final transient BlockingQueue<AsyncContext> started = new LinkedBlockingQueue<>();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (request.getRequestURI()) {
            case "/hold" -> hold();
            case "/async" -> {
                started.add(request.startAsync());
                return;
            }
            case "/again" -> {
                if (request.getAttribute("again") == null) {
                    request.setAttribute("again", true);
                    request.startAsync().dispatch();
                    return;
                }
                started.add(request.startAsync());
                return;
            }
            case "/forward" -> {
                request.getRequestDispatcher("/other").forward(request, response);
                return;
            }
            case "/short" -> {
                request.startAsync().setTimeout(50);
                return;
            }
            case "/kept" -> {
                AsyncContext context = request.startAsync();
                response.getWriter().print(context.getTimeout());
                context.complete();
                return;
            }
            case "/fail" -> throw new ServletException("on purpose");
            case "/hold-fail" -> {
                hold();
                throw new ServletException("on purpose");
            }
            case "/async-fail" -> {
                request.startAsync();
                throw new ServletException("on purpose");
            }
            default -> {} // all others are answered at once
        }
        response.getWriter().print("in");
    }

    private void hold() {
        called.release();
        mayEnd.acquireUninterruptibly();
    }
}

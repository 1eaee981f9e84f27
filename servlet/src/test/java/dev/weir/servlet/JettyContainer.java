package dev.weir.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An embedded Jetty. */
final class JettyContainer implements Container {
    private final Server server;

    JettyContainer(AdmissionFilter filter, Servlet servlet, EnumSet<DispatcherType> mapped) throws Exception {
        server = new Server(new QueuedThreadPool(THREADS + 4)); // that many more accept, select and so on
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setPort(0);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        FilterHolder held = new FilterHolder(filter);
        held.setAsyncSupported(true);
        context.addFilter(held, "/*", mapped);
        ServletHolder probe = new ServletHolder(servlet);
        probe.setAsyncSupported(true);
        context.addServlet(probe, "/*");
        server.setHandler(context);
        server.start();
    }

    @Override
    public int port() {
        return server.getURI().getPort();
    }

    @Override
    public void stop() throws Exception {
        server.stop();
    }
}

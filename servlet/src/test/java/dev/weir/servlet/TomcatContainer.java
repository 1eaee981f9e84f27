package dev.weir.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** An embedded Tomcat. */
final class TomcatContainer implements Container {
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();

    TomcatContainer(AdmissionFilter filter, Servlet servlet, EnumSet<DispatcherType> mapped, Path folder)
            throws LifecycleException {
        LOGGER.setLevel(Level.OFF); // of failures that are on purpose
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector().setProperty("maxThreads", Integer.toString(THREADS));
        tomcat.getConnector().setProperty("minSpareThreads", Integer.toString(THREADS));
        tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
        Context context = tomcat.addContext("", null);
        Wrapper probe = Tomcat.addServlet(context, "probe", servlet);
        probe.setAsyncSupported(true);
        probe.addMapping("/*");
        FilterDef definition = new FilterDef();
        definition.setFilterName("admission");
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName("admission");
        map.addURLPattern("/*");
        mapped.forEach(type -> map.setDispatcher(type.name()));
        context.addFilterMap(map);
        tomcat.start();
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}

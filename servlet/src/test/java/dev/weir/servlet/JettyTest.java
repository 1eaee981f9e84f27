package dev.weir.servlet;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;

/** The filter in a Jetty. */
class JettyTest extends FilterLaws {
    @Override
    Container start(AdmissionFilter filter, EnumSet<DispatcherType> mapped) throws Exception {
        return new JettyContainer(filter, probe, mapped);
    }
}

/** The program: a gateway that protects a slow service, and the demo that shows what it does. */
@org.jspecify.annotations.NullMarked
module dev.weir.gateway {
    requires static org.jspecify;
    requires dev.weir.net;
    requires info.picocli;
    requires io.netty.transport;
    requires tools.jackson.databind;
    requires HdrHistogram;
    requires org.slf4j;

    opens dev.weir.gateway to
            info.picocli;
    opens dev.weir.gateway.demo to
            info.picocli,
            tools.jackson.databind;
}

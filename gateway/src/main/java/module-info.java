/** The program: a reverse proxy that refuses at its edge what cannot be served in time. */
@org.jspecify.annotations.NullMarked
module dev.weir.gateway {
    requires static org.jspecify;
    requires dev.weir.net;
    requires HdrHistogram;
    requires info.picocli;
    requires org.slf4j;
    requires tools.jackson.databind;
}

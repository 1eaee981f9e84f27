package dev.weir.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.Request;
import dev.weir.http.Response;
import org.junit.jupiter.api.Test;

/** Fields about one connection stay behind; those that tell the way are added to. */
class HopsTest {
    private static final Request REQUEST = Request.get("/").with("Host", "shop.example:8080");

    @Test
    void request_withFieldsOfOneHop_leavesThemBehind() {
        Request out = Hops.toOrigin(REQUEST.with("Connection", "close, X-Mine")
                .with("X-Mine", "1")
                .with("Keep-Alive", "timeout=5")
                .with("Proxy-Authorization", "Basic x")
                .with("TE", "trailers, deflate")
                .with("Upgrade", "h2c")
                .with("Trailer", "X-Sum")
                .with("Accept", "*/*"));
        assertThat(out.headers().has("Connection")).isFalse();
        assertThat(out.headers().has("X-Mine")).isFalse();
        assertThat(out.headers().has("Keep-Alive")).isFalse();
        assertThat(out.headers().has("Proxy-Authorization")).isFalse();
        assertThat(out.headers().all("TE")).as("this hop takes trailers too").containsExactly("trailers");
        assertThat(out.headers().has("Upgrade")).isFalse();
        assertThat(out.headers().first("Accept")).contains("*/*");
        assertThat(out.headers().first("Trailer"))
                .as("what it announces goes on too")
                .contains("X-Sum");
    }

    /** Listing a field as one of the connection must not hide it from the origin. */
    @Test
    void request_listingTheHost_keepsIt() {
        Request out = Hops.toOrigin(
                REQUEST.with("Connection", "host, x-forwarded-for").with("X-Forwarded-For", "10.0.0.1"));
        assertThat(out.headers().first("Host")).contains("shop.example:8080");
        assertThat(out.headers().first("X-Forwarded-For")).contains("10.0.0.1, unknown");
    }

    @Test
    void request_forwarded_tellsTheWay() {
        Request out = Hops.toOrigin(REQUEST.with("Via", "1.0 fred"));
        assertThat(out.headers().all("Via")).containsExactly("1.0 fred", "1.1 weir");
        assertThat(out.headers().first("X-Forwarded-Proto")).contains("http");
        assertThat(out.headers().first("X-Forwarded-Host")).contains("shop.example:8080");
        assertThat(out.headers().first("Forwarded")).contains("for=unknown;proto=http;host=\"shop.example:8080\"");
    }

    @Test
    void response_withFieldsOfOneHop_leavesThemBehind() {
        Response out = Hops.toClient(
                Response.of(204).with("Connection", "X-Own").with("X-Own", "1").with("ETag", "\"a\""));
        assertThat(out.headers().has("X-Own")).isFalse();
        assertThat(out.headers().first("ETag")).contains("\"a\"");
        assertThat(out.headers().first("Via")).contains("1.1 weir");
    }
}

package dev.weir.http;

import dev.weir.admission.Alarm;
import dev.weir.admission.Ticker;
import dev.weir.http.internal.overload.AdaptiveThrottle;
import dev.weir.http.internal.overload.Lru;
import dev.weir.http.internal.overload.OriginLimiter;
import dev.weir.http.internal.overload.Places;
import dev.weir.http.internal.overload.TimedRetryBudget;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The client's side of overload: what an {@link HttpClient} does for origins that are short of room.
 *
 * <ul>
 *   <li>It obeys {@code Retry-After} and {@code Retry-After-Ms}: until then, requests for the same are held, and sent one
 *       after the other afterwards; those that cannot wait so long are refused here, at once.
 *   <li>It throttles: where an origin accepts less than half of what is sent, more is refused here, by chance.
 *   <li>It sends once more what was refused, or could not be sent, within a budget, at the time that was promised.
 *   <li>It says how long a caller still waits and how often a request was sent before, in the headers that an {@link
 *       AdmissionGate} reads.
 * </ul>
 *
 * <pre>{@code
 * HttpClient client = HttpClient.to("origin", 8080).overload(OverloadControl.usual()).build();
 * client.send(Request.get("/orders"), Duration.ofSeconds(2));
 * }</pre>
 *
 * <p>It remembers so many origins, and 64 routes and 64 tenants of each; what was not used longest is forgotten. Clients that
 * are given the same one know what the others have been told. Any thread may use it.
 */
public final class OverloadControl {
    private final OverloadSettings settings;
    private final Function<? super Request, String> route;
    private final Function<? super Request, String> tenant;
    private final Means means;
    private final Places places;
    private final Lru<LimitedOrigin> origins;

    /** Where time and chance come from. */
    record Means(Ticker ticker, Alarm alarm, InstantSource wall, RandomGenerator random) {}

    private OverloadControl(
            OverloadSettings settings,
            Function<? super Request, String> route,
            Function<? super Request, String> tenant,
            Means means) {
        this.settings = settings;
        this.route = route;
        this.tenant = tenant;
        this.means = means;
        places = new Places(settings.held());
        origins = new Lru<>(settings.origins());
    }

    /**
     * With the usual settings.
     *
     * @return a control that knows of no origin yet
     */
    public static OverloadControl usual() {
        return of(OverloadSettings.usual());
    }

    /**
     * With these settings.
     *
     * @param settings what it is told
     * @return a control that knows of no origin yet
     */
    public static OverloadControl of(OverloadSettings settings) {
        RandomGenerator chance = () -> ThreadLocalRandom.current().nextLong();
        var means = new Means(Ticker.system(), Alarm.system(), InstantSource.system(), chance);
        return new OverloadControl(settings, OverloadControl::firstSegment, request -> "", means);
    }

    /** {@code /orders/7?all} is on the route {@code /orders}. */
    private static String firstSegment(Request request) {
        String target = request.target();
        for (int i = 1; i < target.length(); i++) {
            if (target.charAt(i) == '/' || target.charAt(i) == '?') {
                return target.substring(0, i);
            }
        }
        return target;
    }

    /**
     * The same with other routes; begins anew. A refusal that names a stage is obeyed by requests on the same route only.
     *
     * @param named on which route a request is: the first segment of its path if this was not called. It must not block;
     *     what it throws is thrown to who sends
     * @return another control
     */
    public OverloadControl route(Function<? super Request, String> named) {
        return new OverloadControl(settings, Objects.requireNonNull(named), tenant, means);
    }

    /**
     * The same with tenants; begins anew. A refusal of one who takes too much is obeyed by requests of the same tenant only.
     *
     * @param named for whom a request is: for the same one always if this was not called. It must not block; what it throws
     *     is thrown to who sends
     * @return another control
     */
    public OverloadControl tenant(Function<? super Request, String> named) {
        return new OverloadControl(settings, route, Objects.requireNonNull(named), means);
    }

    /**
     * The same on another clock, with its own alarms and chance; begins anew.
     *
     * @param clock tells how time passes
     * @param by calls when it is time
     * @param wall tells the time of day, for promises that are dates
     * @param random what is left to chance
     * @return another control
     */
    public OverloadControl clock(Ticker clock, Alarm by, InstantSource wall, RandomGenerator random) {
        var other = new Means(
                Objects.requireNonNull(clock),
                Objects.requireNonNull(by),
                Objects.requireNonNull(wall),
                Objects.requireNonNull(random));
        return new OverloadControl(settings, route, tenant, other);
    }

    /**
     * What it was told.
     *
     * @return the settings
     */
    public OverloadSettings settings() {
        return settings;
    }

    /**
     * How many requests it holds.
     *
     * @return the number now
     */
    public int held() {
        return places.taken();
    }

    /**
     * Whether a response was made here, instead of being sent by the origin: nothing was sent then, or nothing that was
     * not refused before.
     *
     * @param response what a client has answered
     * @return whether it was
     */
    public static boolean isLocal(Response response) {
        return LocalRefusal.is(response);
    }

    // ---- for its clients

    Means means() {
        return means;
    }

    String route(Request request) {
        return route.apply(request);
    }

    String tenant(Request request) {
        return tenant.apply(request);
    }

    LimitedOrigin origin(Origin origin) {
        String key = origin.scheme() + "://" + origin.host() + ":" + origin.port();
        synchronized (origins) {
            return origins.get(key, () -> new LimitedOrigin(limiter(), means));
        }
    }

    private OriginLimiter limiter() {
        return new OriginLimiter(
                new AdaptiveThrottle(settings.throttle()),
                new TimedRetryBudget(settings.retryRatio(), settings.retriesPerSecond()),
                means.random(),
                places);
    }
}

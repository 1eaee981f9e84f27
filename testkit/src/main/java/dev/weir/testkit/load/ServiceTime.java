package dev.weir.testkit.load;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a request is served. */
@FunctionalInterface
public interface ServiceTime {
    /**
     * Of the next request.
     *
     * @param random to draw from
     * @return nanoseconds, at least 0
     */
    double nanos(RandomGenerator random);

    /**
     * Always the same.
     *
     * @param time how long
     * @return it
     */
    static ServiceTime fixed(Duration time) {
        double nanos = time.toNanos();
        return random -> nanos;
    }

    /**
     * Exponential: as often short as long; the standard deviation is the mean.
     *
     * @param mean how long on the average
     * @return it
     */
    static ServiceTime exponential(Duration mean) {
        double nanos = mean.toNanos();
        return random -> nanos * random.nextExponential();
    }

    /**
     * Lognormal, as services that do much the same are.
     *
     * @param mean how long on the average
     * @param variation the standard deviation in means
     * @return it
     */
    static ServiceTime lognormal(Duration mean, double variation) {
        double variance = Math.log1p(variation * variation);
        double deviation = Math.sqrt(variance);
        double median = mean.toNanos() * Math.exp(-variance / 2);
        return random -> median * Math.exp(deviation * random.nextGaussian());
    }

    /**
     * Mostly one, sometimes the other.
     *
     * @param usual how long most take
     * @param rare how long the others take
     * @param share of the others, from 0 to 1
     * @return it
     */
    static ServiceTime either(Duration usual, Duration rare, double share) {
        return random -> random.nextDouble() < share ? rare.toNanos() : usual.toNanos();
    }

    /**
     * Slower or quicker.
     *
     * @param factor how many times as long
     * @return it
     */
    default ServiceTime times(double factor) {
        return random -> factor * nanos(random);
    }
}

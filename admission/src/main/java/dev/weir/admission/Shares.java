package dev.weir.admission;

import org.jspecify.annotations.Nullable;

/**
 * What each tenant takes, in a table of fixed size: each has a cell in each of four rows, and takes at most the least of
 * what these say (a count-min sketch with conservative update, of averages that fade). So it costs the same however many
 * tenants there are, and two are taken for one only if they share all four cells. Guarded by its admission.
 */
final class Shares {
    private static final int ROWS = 4;
    private static final int CELLS = 1024; // a power of two
    private static final double FADES_IN = 2e9;
    private static final double MOST = 10;
    private static final double LEAST = 0.25;
    private static final long REMEMBERED = 256;

    private double @Nullable [] level; // made for the first tenant
    private long[] at = {};
    private double usual;
    private long known;

    /** A tenant's work was let in. */
    void took(String tenant, double cost, long now) {
        double[] levels = level;
        if (levels == null) {
            levels = new double[ROWS * CELLS];
            level = levels;
            at = new long[ROWS * CELLS];
        }
        double taken = taken(levels, tenant, now);
        usual += (taken - usual) / (double) Math.min(++known, REMEMBERED);
        int hash = spread(tenant);
        for (int row = 0; row < ROWS; row++) {
            int cell = cell(hash, row);
            double here = faded(levels[cell], at[cell], now);
            levels[cell] = Math.max(here, taken + cost);
            at[cell] = now;
        }
    }

    /**
     * In what is usual, how long a tenant's work may wait: more for one who takes less than what is let in is usually part
     * of, less for one who takes more. As what is taken is what was let in, those who are refused come to take the same.
     */
    double patience(@Nullable String tenant, long now) {
        double[] levels = level;
        if (tenant == null || levels == null) {
            return 1;
        }
        double taken = taken(levels, tenant, now);
        return taken * MOST <= usual ? MOST : Math.max(LEAST, usual / taken);
    }

    private double taken(double[] levels, String tenant, long now) {
        int hash = spread(tenant);
        double least = Double.MAX_VALUE;
        for (int row = 0; row < ROWS; row++) {
            int cell = cell(hash, row);
            least = Math.min(least, faded(levels[cell], at[cell], now));
        }
        return least;
    }

    private static double faded(double level, long at, long now) {
        return level <= 0 ? 0 : level * Math.exp(-Math.max(0, now - at) / FADES_IN);
    }

    private static int spread(String tenant) {
        int hash = tenant.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    /** Two halves of one hash make any number of them (Kirsch and Mitzenmacher). */
    private static int cell(int hash, int row) {
        int step = (Integer.rotateLeft(hash, 16) * 0x85EBCA6B) | 1;
        int mixed = hash + row * step;
        return row * CELLS + ((mixed ^ (mixed >>> 13)) & (CELLS - 1));
    }
}

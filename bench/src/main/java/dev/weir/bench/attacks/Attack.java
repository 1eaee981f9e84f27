package dev.weir.bench.attacks;

/**
 * One way to harm a server.
 *
 * @param id what it is chosen by
 * @param title what is done, in a few words
 * @param unit what of it is counted
 * @param limit what bounds it, with its default
 * @param seconds how long it lasts at most
 * @param heapMebibytes how much heap the server has
 * @param aim what is attacked
 * @param assault what the attackers do
 */
public record Attack(
        String id, String title, String unit, String limit, int seconds, int heapMebibytes, Aim aim, Assault assault) {
    private static final int USUAL_HEAP = 128;
    private static final int LARGER_HEAP = 512;
    private static final int FLOOD_SECONDS = 8;

    /** What is attacked. */
    enum Aim {
        HTTP,
        DEFLATE,
        /** What one connection costs is told besides. */
        HTTP_IDLE
    }

    static Attack flood(String id, String title, String unit, String limit, Flood flood) {
        return new Attack(id, title, unit, limit, FLOOD_SECONDS, USUAL_HEAP, Aim.HTTP, flood);
    }

    static Attack bomb(String id, String title, String unit, String limit, Flood flood) {
        return new Attack(id, title, unit, limit, FLOOD_SECONDS, USUAL_HEAP, Aim.DEFLATE, flood);
    }

    static Attack hold(String id, String title, String unit, String limit, int seconds, Hold hold) {
        return new Attack(id, title, unit, limit, seconds, USUAL_HEAP, Aim.HTTP, hold);
    }

    static Attack idle(String id, String title, String unit, String limit, int seconds, Hold hold) {
        return new Attack(id, title, unit, limit, seconds, LARGER_HEAP, Aim.HTTP_IDLE, hold);
    }

    /** Whether it is an attack on HTTP/2. */
    boolean overHttp2() {
        return id.startsWith("h2");
    }
}

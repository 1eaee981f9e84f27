package dev.weir.bench;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each contender did in each second; a line for each. */
final class CurvePlot {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 400;
    private static final double LEFT = 70;
    private static final double RIGHT = 580;
    private static final double TOP = 60;
    private static final double BOTTOM = 350;
    private static final int LINES = 4; // across
    private static final int SECONDS = 20; // between marks
    private static final int[] DASHES = {0, 8, 3};

    private CurvePlot() {}

    /** Draws numbers a second, the first of the first second. */
    static String of(String title, String what, Map<String, List<Double>> curves) {
        int seconds = curves.values().stream().mapToInt(List::size).max().orElse(1);
        double most = Math.max(
                1,
                curves.values().stream()
                        .map(Collections::max)
                        .mapToDouble(each -> each)
                        .max()
                        .orElse(1));
        Svg svg = new Svg();
        svg.text(16, 26, "start", 16, title);
        svg.text(16, 44, "start", 11, what + "; seconds across");
        for (int i = 0; i <= LINES; i++) {
            double y = BOTTOM + (TOP - BOTTOM) * i / LINES;
            svg.line(LEFT, y, RIGHT, y);
            svg.text(LEFT - 6, y + 4, "end", 10, Numbers.format("%,.0f", most * i / LINES));
        }
        for (int second = 0; second <= seconds; second += SECONDS) {
            svg.text(across(second, seconds), BOTTOM + 16, "middle", 10, String.valueOf(second));
        }
        double legend = TOP;
        Map<String, Integer> drawn = new HashMap<>(); // how many of each color: those of one library have the same
        for (Map.Entry<String, List<Double>> curve : curves.entrySet()) {
            String color = Plots.color(curve.getKey());
            int dash = DASHES[Math.min(drawn.merge(color, 1, Integer::sum), DASHES.length) - 1];
            StringBuilder path = new StringBuilder();
            for (int at = 0; at < curve.getValue().size(); at++) {
                double y = BOTTOM + (TOP - BOTTOM) * curve.getValue().get(at) / most;
                path.append(Numbers.format("%.1f,%.1f ", across(at, seconds), y));
            }
            svg.path(path.toString().strip(), color, dash);
            svg.path(
                    Numbers.format("%.1f,%.1f %.1f,%.1f", RIGHT + 14, legend + 7, RIGHT + 34, legend + 7), color, dash);
            svg.text(RIGHT + 38, legend + 11, "start", 12, curve.getKey());
            legend += 20;
        }
        return svg.drawing(WIDTH, HEIGHT);
    }

    private static double across(int second, int seconds) {
        return LEFT + (RIGHT - LEFT) * second / seconds;
    }
}

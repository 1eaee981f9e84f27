package dev.weir.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each contender of a workload costs over one parameter that is a number; both by their logarithms. */
final class LinePlot {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 480;
    private static final double LEFT = 70;
    private static final double RIGHT = 580;
    private static final double TOP = 60;
    private static final double BOTTOM = 430;
    private static final int[] DASHES = {0, 8, 3};

    private LinePlot() {}

    /** Draws parts of one workload that differ in this parameter only. */
    static String of(String parameter, List<Standings> parts) {
        Map<String, List<Point>> lines = lines(parameter, parts);
        List<Point> all = lines.values().stream().flatMap(List::stream).toList();
        Scale across = Scale.of(all.stream().map(Point::x).toList(), LEFT, RIGHT);
        Scale up = Scale.ofPowers(all.stream().map(Point::y).toList(), BOTTOM, TOP);
        Svg svg = new Svg();
        Standings first = parts.getFirst();
        Map<String, String> others = new LinkedHashMap<>(first.setting());
        others.remove(parameter);
        String title = first.contest().id() + " " + first.contest().about().title() + " " + Plots.told(others);
        svg.text(16, 26, "start", 16, title.strip());
        svg.text(16, 44, "start", 11, first.results().getFirst().metric() + " over " + parameter + "; logarithmic");
        for (double mark : up.marks()) {
            svg.line(LEFT, up.place(mark), RIGHT, up.place(mark));
            svg.text(LEFT - 6, up.place(mark) + 4, "end", 10, Plots.mark(mark));
        }
        all.stream().map(Point::x).distinct().forEach(x -> {
            svg.line(across.place(x), TOP, across.place(x), BOTTOM);
            svg.text(across.place(x), BOTTOM + 16, "middle", 10, Plots.mark(x));
        });
        double legend = TOP;
        Map<String, Integer> drawn = new HashMap<>(); // how many of each color: those of one library have the same
        for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
            String color = Plots.color(line.getKey());
            int dash = DASHES[Math.min(drawn.merge(color, 1, Integer::sum), DASHES.length) - 1];
            svg.path(draw(svg, across, up, line.getKey(), line.getValue()), color, dash);
            svg.path(
                    Numbers.format("%.1f,%.1f %.1f,%.1f", RIGHT + 14, legend + 7, RIGHT + 34, legend + 7), color, dash);
            svg.text(RIGHT + 38, legend + 11, "start", 12, line.getKey());
            legend += 20;
        }
        return svg.drawing(WIDTH, HEIGHT);
    }

    private static String draw(Svg svg, Scale across, Scale up, String name, List<Point> points) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            double x = across.place(point.x);
            double y = up.place(point.y);
            path.append(Numbers.format("%.1f,%.1f ", x, y));
            svg.dot(x, y, Plots.color(name), name + ": " + Numbers.shown(point.y));
        }
        return path.toString().strip();
    }

    private static Map<String, List<Point>> lines(String parameter, List<Standings> parts) {
        Map<String, List<Point>> lines = new LinkedHashMap<>();
        for (Standings part : parts) {
            double x = Double.parseDouble(part.setting().getOrDefault(parameter, "0"));
            for (Result result : part.results()) {
                lines.computeIfAbsent(result.subject().contender(), _ -> new ArrayList<>())
                        .add(new Point(x, result.value()));
            }
        }
        lines.values().forEach(points -> points.sort(Comparator.comparingDouble(Point::x)));
        return lines;
    }

    private record Point(double x, double y) {}
}

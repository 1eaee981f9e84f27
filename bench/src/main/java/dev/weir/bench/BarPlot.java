package dev.weir.bench;

import java.util.List;

/**
 * A bar for each contender of a workload, a part for each set of parameters. As the slowest cost a thousand times the
 * fastest, a bar is as long as the logarithm of what it stands for; that itself is written next to it.
 */
final class BarPlot {
    private static final double WIDTH = 760;
    private static final double LEFT = 200;
    private static final double RIGHT = 680;
    private static final double ROW = 22;

    private BarPlot() {}

    /** Draws the parts of one workload. */
    static String of(List<Standings> parts) {
        Svg svg = new Svg();
        Scale scale = Scale.ofPowers(
                parts.stream()
                        .flatMap(part -> part.results().stream())
                        .map(Result::value)
                        .toList(),
                LEFT,
                RIGHT);
        Contest contest = parts.getFirst().contest();
        String metric = parts.getFirst().results().getFirst().metric();
        svg.text(16, 26, "start", 16, contest.id() + " " + contest.about().title());
        svg.text(
                16,
                44,
                "start",
                11,
                metric + (contest.about().moreIsBetter() ? ", more" : ", less") + " is better; logarithmic");
        double y = 60;
        for (Standings part : parts) {
            y = part(svg, scale, part, y);
        }
        return svg.drawing(WIDTH, y + 10);
    }

    private static double part(Svg svg, Scale scale, Standings part, double top) {
        double y = top;
        if (!part.setting().isEmpty()) {
            svg.text(16, y + 14, "start", 13, Plots.told(part.setting()));
            y += ROW;
        }
        double bottom = y + ROW * part.results().size();
        for (double mark : scale.marks()) {
            svg.line(scale.place(mark), y, scale.place(mark), bottom);
            svg.text(scale.place(mark), bottom + 12, "middle", 10, Plots.mark(mark));
        }
        for (Result result : part.results()) {
            String name = result.subject().contender();
            String value = Numbers.shown(result.value());
            double end = scale.place(result.value());
            svg.text(LEFT - 8, y + 15, "end", 12, name);
            svg.box(LEFT, y + 3, Math.max(1, end - LEFT), ROW - 6, Plots.color(name), name + ": " + value);
            svg.text(Math.max(LEFT + 1, end) + 6, y + 15, "start", 11, value);
            y += ROW;
        }
        return bottom + ROW;
    }
}

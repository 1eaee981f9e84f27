package dev.weir.bench;

/** A drawing as SVG that grows by one element after the other; it reads on a light and on a dark page. */
final class Svg {
    private final StringBuilder elements = new StringBuilder();

    /** A text; the anchor is {@code start}, {@code middle} or {@code end}. */
    Svg text(double x, double y, String anchor, int size, String text) {
        elements.append(Numbers.format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>\n",
                x, y, anchor, size, escaped(text)));
        return this;
    }

    /** A filled box; the text shows when the mouse is on it. */
    Svg box(double x, double y, double width, double height, String color, String told) {
        elements.append(Numbers.format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>\n",
                x, y, width, height, color, escaped(told)));
        return this;
    }

    /** A thin grey line. */
    Svg line(double fromX, double fromY, double toX, double toY) {
        elements.append(Numbers.format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#999\" stroke-width=\"0.5\"/>\n",
                fromX, fromY, toX, toY));
        return this;
    }

    /** A line through points, which are pairs of x and y with blanks between them; of dashes so long, or of none if 0. */
    Svg path(String points, String color, int dash) {
        elements.append(Numbers.format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>\n",
                points, color, dash == 0 ? "none" : dash + " 3"));
        return this;
    }

    /** A dot; the text shows when the mouse is on it. */
    Svg dot(double x, double y, String color, String told) {
        elements.append(Numbers.format(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s</title></circle>\n",
                x, y, color, escaped(told)));
        return this;
    }

    /** The whole file. */
    String drawing(double width, double height) {
        return Numbers.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\""
                        + " font-family=\"sans-serif\">\n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n%s</svg>\n",
                width, height, width, height, elements);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

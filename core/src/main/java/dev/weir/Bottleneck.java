package dev.weir;

/**
 * The stage that holds all others back at the moment.
 *
 * @param stage its name
 * @param why what makes it so, with numbers, for people
 */
public record Bottleneck(String stage, String why) {}

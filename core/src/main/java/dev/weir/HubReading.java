package dev.weir;

/**
 * A hub's members and its book.
 *
 * @param speakers how many pipelines give it items now
 * @param listeners how many pipelines get items from it now
 * @param in how many items were given
 * @param unheard how many of them were let go because nobody listened
 */
public record HubReading(int speakers, int listeners, long in, long unheard) {}

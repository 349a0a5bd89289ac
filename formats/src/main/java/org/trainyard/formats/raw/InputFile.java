package org.trainyard.formats.raw;

/**
 * A file of raw input.
 *
 * @param index position among all inputs, ordered by path
 * @param path qualified
 * @param length in bytes, as stored
 * @param modified time of last modification, ms since the epoch
 * @param splittable whether chunks can be read without reading those before them
 * @param chunks number of chunks; 1 when it is not splittable, however many the reader then finds
 */
public record InputFile(
    int index, String path, long length, long modified, boolean splittable, long chunks) {}

package org.trainyard.formats.dataset;

/**
 * Where a block lies in a dataset.
 *
 * @param index position among all blocks of the dataset, from 0
 * @param file name of the container file, relative to the dataset's folder
 * @param position offset of the block's sync marker in that file, for {@code DataFileReader.seek}
 * @param bytes length on disk
 * @param rows number of samples
 */
public record BlockReference(long index, String file, long position, int bytes, int rows) {}

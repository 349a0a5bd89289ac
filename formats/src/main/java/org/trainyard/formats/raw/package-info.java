/**
 * Raw input files: LIBSVM, CSV, IDX, Avro; found, cut into chunks by their bytes, and parsed into
 * blocks.
 *
 * <p>Chunk i of a file is its bytes {@code [i C, (i + 1) C)}, uncompressed; C is a function of the
 * settings and the input. A record belongs to the chunk that holds its first byte (of an Avro
 * record: the sync marker before its Avro block). The rows of a chunk are a block, or several where
 * a chunk holds more than {@link org.trainyard.formats.raw.BlockBuilder#MAX_ROWS} rows or {@link
 * org.trainyard.formats.raw.BlockBuilder#MAX_VALUES} numbers. So blocks depend on nothing but the
 * input's bytes. Files that are compressed, and tables with line ends in quotes, are read from
 * their beginning and give the same blocks.
 *
 * <p>Knows nothing of MapReduce, of statistics or of encoding. Read {@link
 * org.trainyard.formats.raw.RawReader} and {@link org.trainyard.formats.raw.RawSchema} first.
 */
package org.trainyard.formats.raw;

/**
 * Raw input files: LIBSVM, CSV, IDX, Avro; found, cut into chunks by their bytes, and parsed into
 * blocks.
 *
 * <p>Knows nothing of MapReduce, of statistics or of encoding. Read {@link
 * org.trainyard.formats.raw.RawReader} and {@link org.trainyard.formats.raw.RawSchema} first.
 */
package org.trainyard.formats.raw;

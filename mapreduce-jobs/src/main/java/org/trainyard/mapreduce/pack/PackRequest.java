package org.trainyard.mapreduce.pack;

import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.raw.RawSchema;

/**
 * What to pack, and where to.
 *
 * @param settings how the input is read
 * @param inputs paths of the input, separated by commas; in place of the settings' own, so that
 *     validation data are read alike
 * @param labels paths of IDX label files, separated by commas, or null
 * @param schema of the raw columns, when it must be that of another dataset; null to find it
 * @param output folder of the dataset
 */
public record PackRequest(
    KeySource settings, String inputs, String labels, RawSchema schema, Path output) {}

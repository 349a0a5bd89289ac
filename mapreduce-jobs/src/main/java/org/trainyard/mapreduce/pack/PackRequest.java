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
 * @param ifDifferent what happens to a finished dataset of other input that is in the folder
 */
public record PackRequest(
    KeySource settings,
    String inputs,
    String labels,
    RawSchema schema,
    Path output,
    IfDifferent ifDifferent) {
  /** What happens to a finished dataset of other input or settings. */
  public enum IfDifferent {
    /** It is kept, and packing is refused. */
    REFUSE,
    /** It is deleted: the folder belongs to the caller, and nobody uses it yet. */
    REPLACE
  }
}

package org.trainyard.mapreduce.pack;

import java.io.IOException;
import org.trainyard.formats.dataset.Dataset;

/** How raw input becomes a dataset. All packers make the same one. */
public interface Packer {
  /**
   * Packs, or returns the finished dataset that is there when its inputs and settings are the same.
   * An unfinished one is deleted and done again.
   *
   * @throws org.trainyard.formats.raw.BadDataException if the input cannot be used, or the output
   *     holds another dataset or something else
   * @throws org.trainyard.formats.config.InvalidSettingsException if the settings do not fit the
   *     input
   */
  Dataset pack(PackRequest request) throws IOException, InterruptedException;
}

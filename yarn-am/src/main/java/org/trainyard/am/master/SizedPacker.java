package org.trainyard.am.master;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.mapreduce.pack.PackRequest;
import org.trainyard.mapreduce.pack.Packer;

/**
 * Packs little input in this process, which takes a second or two, and lets others pack the rest:
 * their start alone takes longer. Both make the same dataset.
 *
 * @param here packs in this process
 * @param others pack elsewhere
 * @param bytes of the raw input
 */
record SizedPacker(Packer here, Packer others, LongSupplier bytes) implements Packer {
  /** Text is parsed at some 50 to 150 MB/s; compressed, it is several times as long. */
  static final long LITTLE = 32L << 20;

  @Override
  public Dataset pack(PackRequest request) throws IOException, InterruptedException {
    return (bytes.getAsLong() <= LITTLE ? here : others).pack(request);
  }
}

package org.trainyard.mapreduce.pack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawInputs;

/**
 * Packs a part of the input, with one thread: chunks that are evenly spread over the files. Input
 * that cannot be cut, such as compressed text, gives whole files, the smallest first.
 *
 * <p>What it makes is a dataset like any other, of fewer samples: to measure on, not to train on.
 */
public final class SamplePacker implements Packer {
  /**
   * What a pack took.
   *
   * @param files of the whole input
   * @param totalBytes of the whole input as stored
   * @param bytes of the part that was packed
   * @param rows that came out
   * @param packedBytes that came out
   * @param seconds that it took, wall time with one thread, by code that was yet to be compiled
   * @param laterSeconds that as much takes later on
   */
  public record Part(
      int files,
      long totalBytes,
      long bytes,
      long rows,
      long packedBytes,
      double seconds,
      double laterSeconds) {
    /** How many times larger the whole is. */
    public double scale() {
      return (double) totalBytes / Math.max(1, bytes);
    }

    /** Packing the whole with one thread, in seconds. */
    public double wholeSeconds() {
      return seconds + (scale() - 1) * laterSeconds;
    }
  }

  private final Configuration conf;
  private final long mostBytes;
  private final List<Part> parts = new ArrayList<>();

  /** Of about so many bytes of each input. */
  public SamplePacker(Configuration conf, long mostBytes) {
    this.conf = conf;
    this.mostBytes = mostBytes;
  }

  /** What was packed, one for each call of {@link #pack} so far. */
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  @Override
  public Dataset pack(PackRequest request) throws IOException, InterruptedException {
    List<ChunkRun> chosen = new ArrayList<>();
    long started = System.nanoTime();
    Dataset dataset =
        new LocalPacker(
                conf,
                inputs -> {
                  chosen.addAll(choose(inputs));
                  return List.of(chosen);
                })
            .pack(request);
    double seconds = (System.nanoTime() - started) / 1e9;
    PackPlan plan = PackPlan.of(request, conf);
    RawInputs inputs = plan.inputs();
    long bytes = chosen.stream().mapToLong(run -> run.bytes(inputs.chunkBytes())).sum();
    Path again = request.output().suffix("-again");
    parts.add(
        new Part(
            inputs.files().size(),
            inputs.totalBytes(),
            bytes,
            dataset.document().rows(),
            dataset.document().bytes(),
            seconds,
            bytes == inputs.totalBytes()
                ? seconds
                : Settling.seconds(seconds, () -> again(plan, chosen, again))));
    return dataset;
  }

  /** Packs the same again, into a folder that is deleted; the seconds that it took. */
  private double again(PackPlan plan, List<ChunkRun> chosen, Path folder) throws IOException {
    FileSystem fs = folder.getFileSystem(conf);
    long started = System.nanoTime();
    try (PackTask task =
        new PackTask(plan, fs, folder, PackFolder.blockFile(0), LocalPacker.SILENT)) {
      task.pack(chosen, conf);
      task.sparseColumns().size();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    fs.delete(folder, true);
    return seconds;
  }

  /** Single chunks in the order of the input. */
  private List<ChunkRun> choose(RawInputs inputs) {
    List<ChunkRun> all = new ArrayList<>();
    for (InputFile file : inputs.files()) {
      for (long chunk = 0; file.splittable() && chunk < file.chunks(); chunk++) {
        all.add(new ChunkRun(file, chunk, chunk + 1));
      }
    }
    if (all.isEmpty()) {
      return whole(inputs.files());
    }
    int many = (int) Math.max(1, Math.min(all.size(), mostBytes / inputs.chunkBytes()));
    List<ChunkRun> chosen = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      chosen.add(all.get((int) ((2L * i + 1) * all.size() / (2L * many))));
    }
    return chosen;
  }

  /** The smallest files until there is enough, in the order of the input. */
  private List<ChunkRun> whole(List<InputFile> files) {
    long bytes = 0;
    List<InputFile> chosen = new ArrayList<>();
    for (InputFile file :
        files.stream().sorted(Comparator.comparingLong(InputFile::length)).toList()) {
      if (bytes < mostBytes) {
        chosen.add(file);
        bytes += file.length();
      }
    }
    return chosen.stream()
        .sorted(Comparator.comparingInt(InputFile::index))
        .map(file -> new ChunkRun(file, 0, file.chunks()))
        .toList();
  }
}

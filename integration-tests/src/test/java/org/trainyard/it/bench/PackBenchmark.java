package org.trainyard.it.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetReader;
import org.trainyard.formats.encode.BlockEncoder;
import org.trainyard.formats.encode.EncodingPlan;
import org.trainyard.mapreduce.pack.LocalPacker;
import org.trainyard.mapreduce.pack.PackRequest;

/**
 * Packing text with one thread, statistics, checksums and writing included: megabytes of input a
 * second, by the clock and by the time that the whole process had a processor, the compiler and the
 * collector included; and reading and encoding the dataset again, in megabytes of the dataset.
 */
public final class PackBenchmark {
  private static final int ROUNDS = 5;

  private PackBenchmark() {}

  /** A folder for datasets, then files. */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.printf(
        "%-16s %6s %22s %22s %22s%n",
        "input", "MB", "pack MB/s", "MB a processor second", "read, encode MB/s");
    for (String file : List.of(args).subList(1, args.length)) {
      measure(new Path(args[0]), java.nio.file.Path.of(file));
    }
  }

  private static void measure(Path folder, java.nio.file.Path file)
      throws IOException, InterruptedException {
    double megabytes = Files.size(file) / 1e6;
    Configuration conf = new Configuration();
    FileSystem fs = folder.getFileSystem(conf);
    Map<String, String> settings = Map.of();
    double[] speed = new double[ROUNDS];
    double[] ofProcessor = new double[ROUNDS];
    double[] scan = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      fs.delete(folder, true);
      long clock = System.nanoTime();
      long processor = processorTime();
      Dataset dataset =
          new LocalPacker(conf, 1)
              .pack(
                  new PackRequest(
                      settings::get,
                      file.toUri().toString(),
                      null,
                      null,
                      folder,
                      PackRequest.IfDifferent.REPLACE));
      double packed = megabytes * 1e9 / (System.nanoTime() - clock);
      double packedOfProcessor = megabytes * 1e9 / (processorTime() - processor);
      double scanned = scan(dataset, settings::get);
      if (round >= 0) {
        speed[round] = packed;
        ofProcessor[round] = packedOfProcessor;
        scan[round] = scanned;
      }
    }
    fs.delete(folder, true);
    System.out.printf(
        Locale.ROOT,
        "%-16s %6.0f %22s %22s %22s%n",
        file.getFileName(),
        megabytes,
        Spread.of(speed),
        Spread.of(ofProcessor),
        Spread.of(scan));
  }

  private static double scan(Dataset dataset, KeySource settings) throws IOException {
    EncodingPlan plan = EncodingPlan.of(dataset, settings);
    BlockEncoder encoder = plan.encoding().encoder(dataset.document().schema());
    long start = System.nanoTime();
    long bytes = 0;
    try (DatasetReader reader = dataset.reader()) {
      for (BlockReference block : dataset.blocks()) {
        encoder.encode(reader.read(block), block.index());
        bytes += block.bytes();
      }
    }
    return bytes * 1e3 / (System.nanoTime() - start);
  }

  private static long processorTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}

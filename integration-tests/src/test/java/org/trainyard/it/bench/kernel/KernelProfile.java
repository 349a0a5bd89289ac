package org.trainyard.it.bench.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.trainyard.formats.sample.SampleBlock;

/**
 * Where the passes of {@link KernelBenchmark} spend their time, by the virtual machine's samples.
 */
public final class KernelProfile {
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final String OURS = "org.trainyard.";

  /** Methods with a smaller share are summed up. */
  private static final double LEAST_SHARE = 0.015;

  private KernelProfile() {}

  /** Takes no arguments. */
  public static void main(String[] none) throws IOException, ParseException {
    for (int models : new int[] {1, 16}) {
      profile("dense, 50 columns", KernelBenchmark.denseRows(), models);
      profile("sparse, 40 non-zeros", KernelBenchmark.sparseRows(), models);
    }
  }

  private static void profile(String what, List<SampleBlock> blocks, int models)
      throws IOException, ParseException {
    Scan scan = new Scan(blocks, models);
    passes(scan, WARM_UP);
    Path file = Files.createTempFile("kernels", ".jfr");
    try {
      int passes;
      try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
        recording.start();
        passes = passes(scan, MEASURED);
        recording.stop();
        recording.dump(file);
      }
      System.out.printf(
          Locale.ROOT,
          "%s, %d %s: %.1f ms a pass%n",
          what,
          models,
          models == 1 ? "model" : "models",
          MEASURED.toMillis() / (double) passes);
      print(samples(file));
    } finally {
      Files.delete(file);
    }
  }

  private static int passes(Scan scan, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    int passes = 0;
    while (System.nanoTime() < end) {
      scan.pass();
      passes++;
    }
    return passes;
  }

  /** Samples of each of our methods: what it calls of the virtual machine's is counted to it. */
  private static Map<String, Integer> samples(Path file) throws IOException {
    Map<String, Integer> samples = new TreeMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
        event.getStackTrace().getFrames().stream()
            .map(KernelProfile::name)
            .filter(name -> name.startsWith(OURS))
            .findFirst()
            .ifPresent(name -> samples.merge(name, 1, Integer::sum));
      }
    }
    return samples;
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private static void print(Map<String, Integer> samples) {
    double all = samples.values().stream().mapToInt(Integer::intValue).sum();
    double rest = 1;
    for (Map.Entry<String, Integer> entry :
        samples.entrySet().stream()
            .filter(entry -> entry.getValue() >= LEAST_SHARE * all)
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .toList()) {
      String name = entry.getKey();
      String owner = name.substring(0, name.lastIndexOf('.'));
      System.out.printf(
          Locale.ROOT,
          "  %3.0f %%  %s%n",
          100 * entry.getValue() / all,
          name.substring(owner.lastIndexOf('.') + 1));
      rest -= entry.getValue() / all;
    }
    System.out.printf(Locale.ROOT, "  %3.0f %%  others%n", 100 * rest);
  }
}

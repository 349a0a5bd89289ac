package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The most memory that some processes and all their descendants held together. Every quarter of a
 * second their resident pages are added; when they are more than ever, their proportional shares (a
 * page that n processes share counts 1/n to each), which cost more to ask for, are added too.
 */
final class ProcessMemory {
  private static final int PAGE_KB = 4;

  private final Supplier<Stream<ProcessHandle>> processes;
  private long mostResidentKb;
  private long mostSharesKb;

  /**
   * @param processes that are alive now
   */
  ProcessMemory(Supplier<Stream<ProcessHandle>> processes) {
    this.processes = processes;
  }

  /** A process and all that it started. */
  static Stream<ProcessHandle> tree(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  void look() {
    List<ProcessHandle> alive = processes.get().toList();
    long resident = alive.stream().mapToLong(ProcessMemory::residentKb).sum();
    if (resident > 1.01 * mostResidentKb) {
      mostResidentKb = resident;
      mostSharesKb =
          Math.max(mostSharesKb, alive.stream().mapToLong(ProcessMemory::sharesKb).sum());
    }
  }

  /** MiB, so far. */
  long peakMb() {
    return mostSharesKb / 1024;
  }

  private static long residentKb(ProcessHandle process) {
    String[] words = read(process, "statm").split(" ");
    return words.length < 2 ? 0 : Long.parseLong(words[1]) * PAGE_KB;
  }

  private static long sharesKb(ProcessHandle process) {
    return read(process, "smaps_rollup")
        .lines()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  /** Empty when the process has ended. */
  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      return "";
    }
  }
}

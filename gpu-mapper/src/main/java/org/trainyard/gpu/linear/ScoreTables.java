package org.trainyard.gpu.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.KernelFunction;
import org.trainyard.gpu.device.LaunchShape;
import org.trainyard.mapreduce.kernel.LinearScan.ScorePage;

/**
 * The score tables of a scan on the device: counted in whole numbers, so that the order of threads
 * does not show. Few of their keys occur, so only pages with something come back: in one piece of
 * memory lie the tables, their number of used pages, the numbers of these pages, and the pages.
 */
final class ScoreTables {
  /** Keys of a table. */
  private static final int KEYS = 1 << 18;

  private static final int PAGE = 256;
  private static final int PAGES_OF_A_BLOCK = 8;
  private static final int THREADS = 256;

  private static final int PAGES = KEYS / PAGE;

  /** Pages that come back at once, for each table: about 60 are used by margins up to 10. */
  private static final int AT_ONCE = PAGES / 8;

  private final int tables;

  /** For so many tables, 0 or more. */
  ScoreTables(int tables) {
    this.tables = tables;
  }

  /** Bytes of device memory. */
  long bytes() {
    return numbersAt() + 4L * AT_ONCE * tables;
  }

  private long keyBytes() {
    return 8L * KEYS * tables;
  }

  private long countAt() {
    return keyBytes() + 8L * PAGE * AT_ONCE * tables;
  }

  private long numbersAt() {
    return countAt() + Long.BYTES;
  }

  /** Empties all tables. */
  void clear(LinearRoom room, DeviceMemory memory) {
    room.computing().zero(memory, 0, keyBytes());
  }

  /** Takes what was counted, and empties the tables. */
  List<ScorePage> take(LinearRoom room, KernelFunction kernel, DeviceMemory memory) {
    List<ScorePage> pages = new ArrayList<>();
    boolean more = tables > 0;
    while (more) {
      room.computing().zero(memory, countAt(), Long.BYTES);
      room.computing()
          .launch(
              kernel,
              LaunchShape.of(PAGES * tables / PAGES_OF_A_BLOCK, THREADS),
              memory,
              memory.address(countAt()),
              memory.address(numbersAt()),
              memory.address(keyBytes()),
              AT_ONCE * tables);
      long found = room.longs(memory, countAt(), 1)[0];
      more = found > (long) AT_ONCE * tables;
      read(room, memory, (int) Math.min(found, (long) AT_ONCE * tables), pages);
    }
    return pages;
  }

  private void read(LinearRoom room, DeviceMemory memory, int count, List<ScorePage> into) {
    long[] numbers = room.longs(memory, numbersAt(), (count + 1) / 2);
    long[] keys = room.longs(memory, keyBytes(), Math.multiplyExact(count, PAGE));
    for (int p = 0; p < count; p++) {
      int page = (int) (numbers[p / 2] >>> 32 * (p % 2));
      long[] units = Arrays.copyOfRange(keys, p * PAGE, (p + 1) * PAGE);
      into.add(new ScorePage(page / PAGES, page % PAGES * PAGE, units));
    }
  }
}

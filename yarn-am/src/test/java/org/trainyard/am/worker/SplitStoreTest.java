package org.trainyard.am.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.spill.SpillFiles;
import org.trainyard.am.spill.SpillFolder;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.mapreduce.algorithm.Segment;

class SplitStoreTest {
  private static final int SEGMENTS = 3;
  private static final long ONE = SegmentCodec.size(Segments.dense(0, 10, 4));

  @TempDir private Path folder;
  private final Segments.Dataset dataset = new Segments.Dataset();

  private SplitStore store(int splits) {
    return store(splits, new SpillFolder(List.of(folder.resolve("gone"), folder), "test"));
  }

  private SplitStore store(int splits, SpillFiles files) {
    return new SplitStore(Segments.splits(splits, SEGMENTS), dataset, files);
  }

  private static void visit(SplitStore store, int split, int iteration) throws IOException {
    try (SplitReader reader = store.open(split, iteration)) {
      for (int s = 0; s < SEGMENTS; s++) {
        assertTrue(reader.nextKeyValue());
        Segment expected = Segments.dense((long) split * SEGMENTS + s, 10, 4);
        Segment found = reader.getCurrentValue();
        assertEquals(expected.index(), found.index());
        assertArrayEquals(
            ((DenseBlock) expected.blocks().get(0)).values(),
            ((DenseBlock) found.blocks().get(0)).values());
      }
      assertTrue(!reader.nextKeyValue() && !reader.nextKeyValue());
    }
  }

  @Test
  void whatFitsIsReadOnceAndStaysInMemory() throws IOException {
    try (SplitStore store = store(2)) {
      store.limit(SEGMENTS * 2 * ONE);
      for (int k = 1; k <= 3; k++) {
        visit(store, 0, k);
        visit(store, 1, k);
      }
      assertEquals(2 * SEGMENTS, dataset.reads());
      assertEquals(new SplitStore.Usage(2 * SEGMENTS * ONE, 0), store.usage());
      assertEquals(List.of(0, 1), store.held());
    }
  }

  @Test
  void whatDoesNotFitIsReadOnceAndLiesOnTheDisk() throws IOException {
    try (SplitStore store = store(2)) {
      store.limit(2 * ONE);
      for (int k = 1; k <= 3; k++) {
        visit(store, 0, k);
        visit(store, 1, k);
      }
      assertEquals(2 * SEGMENTS, dataset.reads());
      assertEquals(2 * ONE, store.usage().cached());
      assertEquals(4 * ONE, store.usage().spilled());
      assertEquals(new SplitStore.Usage(2 * ONE, ONE), store.usage(0));
      assertEquals(List.of(0, 1), store.held());
    }
    assertEquals(0, folder.toFile().list().length, "and nothing is left behind");
  }

  @Test
  void accumulatorsThatGrowPushDataToTheDiskAndThoseThatShrinkLetThemBack() throws IOException {
    try (SplitStore store = store(1)) {
      store.limit(SEGMENTS * ONE);
      visit(store, 0, 1);
      store.limit(ONE);
      assertEquals(new SplitStore.Usage(ONE, 2 * ONE), store.usage());
      visit(store, 0, 2);
      store.limit(SEGMENTS * ONE);
      visit(store, 0, 3);
      assertEquals(SEGMENTS * ONE, store.usage().cached());
      assertEquals(SEGMENTS, dataset.reads());
    }
  }

  @Test
  void splitsThatOthersTookOverMakeRoom() throws IOException {
    try (SplitStore store = store(2)) {
      store.limit(SEGMENTS * ONE);
      visit(store, 0, 1);
      visit(store, 1, 2);
      assertEquals(SEGMENTS * ONE, store.usage(1).spilled(), "0 was used just now");
      visit(store, 1, 3);
      assertEquals(new SplitStore.Usage(0, 0), store.usage(0));
      assertEquals(SEGMENTS * ONE, store.usage(1).cached());
      assertEquals(List.of(1), store.held());
    }
  }

  @Test
  void aDamagedCopyIsReadAgain() throws IOException {
    BadDisk disk = new BadDisk();
    try (SplitStore store = store(1, disk)) {
      store.limit(0);
      visit(store, 0, 1);
      disk.bytes[(int) ONE + 40] ^= 1;
      visit(store, 0, 2);
      assertEquals(SEGMENTS + 1, dataset.reads());
      visit(store, 0, 3);
      assertEquals(SEGMENTS + 1, dataset.reads(), "the new copy is good");
      assertEquals(List.of(0), store.held());
    }
  }

  @Test
  void aDiskThatTakesNoMoreIsNotAskedAgain() throws IOException {
    BadDisk disk = new BadDisk();
    disk.most = (int) ONE;
    try (SplitStore store = store(1, disk)) {
      store.limit(0);
      visit(store, 0, 1);
      visit(store, 0, 2);
      assertEquals(2 * SEGMENTS - 1, dataset.reads());
      assertEquals(ONE, store.usage().spilled());
      assertEquals(1, disk.refusals);
      assertEquals(List.of(), store.held());
    }
  }

  @Test
  void withoutALocalDiskDataAreReadEachTime() throws IOException {
    try (SplitStore store = store(1, new SpillFolder(List.of(folder.resolve("gone")), "test"))) {
      store.limit(0);
      visit(store, 0, 1);
      visit(store, 0, 2);
      assertEquals(2 * SEGMENTS, dataset.reads());
    }
  }

  /** One file in memory, which can be full and whose bytes can rot. */
  private static final class BadDisk implements SpillFiles, SpillFiles.Spill {
    private final byte[] bytes = new byte[1 << 16];
    private int most = bytes.length;
    private int end;
    private int refusals;

    @Override
    public Spill create(String name) {
      return this;
    }

    @Override
    public long append(ByteBuffer more) throws IOException {
      if (end + more.remaining() > most) {
        refusals++;
        throw new IOException("No space left on device");
      }
      int begin = end;
      end += more.remaining();
      more.get(bytes, begin, end - begin);
      return begin;
    }

    @Override
    public void read(long from, ByteBuffer into) {
      into.put(bytes, (int) from, into.remaining());
    }

    @Override
    public void close() {}
  }

  @Test
  void aCancelledReaderGivesNothingMore() throws IOException {
    try (SplitStore store = store(1);
        SplitReader reader = store.open(0, 1)) {
      assertTrue(reader.nextKeyValue());
      reader.cancel();
      assertThrows(CancelledException.class, reader::nextKeyValue);
    }
  }
}

package org.trainyard.am.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.mapreduce.algorithm.Segment;

class SplitStoreTest {
  private static final int SEGMENTS = 3;
  private static final long ONE = SegmentCodec.size(Segments.dense(0, 10, 4));

  @TempDir private Path folder;
  private final Segments.Dataset dataset = new Segments.Dataset();

  private SplitStore store(int splits, Path spill) {
    return new SplitStore(
        Segments.splits(splits, SEGMENTS), dataset, new SpillFolder(List.of(spill)));
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
    try (SplitStore store = store(2, folder.resolve("spill"))) {
      store.limit(SEGMENTS * 2 * ONE);
      for (int k = 1; k <= 3; k++) {
        visit(store, 0, k);
        visit(store, 1, k);
      }
      assertEquals(2 * SEGMENTS, dataset.reads());
      assertEquals(new SplitStore.Usage(2 * SEGMENTS * ONE, 0), store.usage());
      assertEquals(List.of(0, 1), store.held());
      assertTrue(Files.notExists(folder.resolve("spill")));
    }
  }

  @Test
  void whatDoesNotFitIsReadOnceAndLiesOnTheDisk() throws IOException {
    try (SplitStore store = store(2, folder.resolve("spill"))) {
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
    assertTrue(Files.notExists(folder.resolve("spill")), "and goes with the store");
  }

  @Test
  void accumulatorsThatGrowPushDataToTheDiskAndThoseThatShrinkLetThemBack() throws IOException {
    try (SplitStore store = store(1, folder.resolve("spill"))) {
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
    try (SplitStore store = store(2, folder.resolve("spill"))) {
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
  void aDamagedOrVanishedCopyIsReadAgain() throws IOException {
    try (SplitStore store = store(1, folder.resolve("spill"))) {
      store.limit(0);
      visit(store, 0, 1);
      Path file = folder.resolve("spill").resolve("split-0");
      byte[] bytes = Files.readAllBytes(file);
      bytes[(int) ONE + 40] ^= 1;
      Files.write(file, bytes);
      visit(store, 0, 2);
      assertEquals(SEGMENTS + 1, dataset.reads());
      Files.write(file, new byte[0]);
      visit(store, 0, 3);
      assertEquals(2 * SEGMENTS + 1, dataset.reads());
      assertEquals(List.of(0), store.held());
    }
  }

  @Test
  void withoutALocalDiskDataAreReadEachTime() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "");
    SplitStore store = store(1, notAFolder.resolve("spill"));
    store.limit(0);
    visit(store, 0, 1);
    visit(store, 0, 2);
    assertEquals(2 * SEGMENTS, dataset.reads());
    assertEquals(List.of(), store.held());
  }

  @Test
  void aCancelledReaderGivesNothingMore() throws IOException {
    try (SplitStore store = store(1, folder.resolve("spill"));
        SplitReader reader = store.open(0, 1)) {
      assertTrue(reader.nextKeyValue());
      reader.cancel();
      assertThrows(CancelledException.class, reader::nextKeyValue);
    }
  }
}

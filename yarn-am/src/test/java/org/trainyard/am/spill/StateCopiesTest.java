package org.trainyard.am.spill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.state.State;
import org.trainyard.formats.state.StateFiles;
import org.trainyard.formats.vector.ComputedVector;
import org.trainyard.formats.vector.Vector;
import org.trainyard.formats.vector.VectorFile;

class StateCopiesTest {
  private static final int LARGE = VectorFile.LARGE + 7;

  @TempDir private java.nio.file.Path folder;
  private final double[] step = new Random(1).doubles(LARGE).toArray();
  private final double[] point = new Random(2).doubles(LARGE).toArray();
  private FileSystem fs;

  @BeforeEach
  void open() throws IOException {
    fs = FileSystem.getLocal(new Configuration());
  }

  private Path at(int iteration) {
    return new Path(folder.toString(), "iterations/0000" + iteration + "/state");
  }

  private State written(int iteration, Map<String, Vector> memory) throws IOException {
    State state =
        new State(
            iteration,
            JsonNodeFactory.instance.objectNode(),
            new TreeMap<>(Map.of("point", Vector.of(point))),
            new TreeMap<>(memory));
    StateFiles.write(fs, at(iteration), state);
    return StateFiles.read(fs, at(iteration));
  }

  private StateCopies copies() {
    return new StateCopies(new SpillFolder(List.of(folder), "test"));
  }

  private Path fileOfStep() {
    return new Path(at(1), "memory.s00.avro");
  }

  @Test
  void aVectorIsReadFromItsFileOnce() throws IOException {
    try (StateCopies copies = copies()) {
      State first = copies.of(written(1, Map.of("s00", Vector.of(step))));
      assertArrayEquals(step, first.memory().get("s00").array());
      fs.delete(fileOfStep(), false);
      assertArrayEquals(step, first.memory().get("s00").array());
      State second = copies.of(written(2, first.memory()));
      assertArrayEquals(step, second.memory().get("s00").array());
      assertArrayEquals(point, second.parameters().get("point").array());
    }
  }

  @Test
  void aLaterStateRefersToTheFileAndNotToTheCopy() throws IOException {
    try (StateCopies copies = copies()) {
      State first = copies.of(written(1, Map.of("s00", Vector.of(step))));
      first.memory().get("s00").array();
      State second = written(2, first.memory());
      assertFalse(fs.exists(new Path(at(2), "memory.s00.avro")));
      assertEquals(
          fs.makeQualified(fileOfStep()),
          fs.makeQualified(second.memory().get("s00").home().orElseThrow().path()));
    }
  }

  @Test
  void copiesOfWhatALaterStateLacksAreLetGo() throws IOException {
    try (StateCopies copies = copies()) {
      State first = copies.of(written(1, Map.of("s00", Vector.of(step))));
      Vector copied = first.memory().get("s00");
      copied.array();
      copies.of(written(2, Map.of()));
      assertArrayEquals(step, copied.array());
      fs.delete(fileOfStep(), false);
      assertThrows(UncheckedIOException.class, copied::array);
    }
  }

  @Test
  void withoutALocalDiskVectorsAreReadWhereTheyLie() throws IOException {
    SpillFiles gone = new SpillFolder(List.of(folder.resolve("gone")), "test");
    try (StateCopies copies = new StateCopies(gone)) {
      State state = copies.of(written(1, Map.of("s00", Vector.of(step))));
      assertArrayEquals(step, state.memory().get("s00").array());
      fs.delete(fileOfStep(), false);
      assertThrows(UncheckedIOException.class, () -> state.memory().get("s00").array());
    }
  }

  @Test
  void whatIsStillInMemoryIsCopiedFromThere() throws IOException {
    try (StateCopies copies = copies()) {
      State made =
          new State(
              1,
              JsonNodeFactory.instance.objectNode(),
              new TreeMap<>(Map.of("point", Vector.of(point))),
              new TreeMap<>(Map.of("s00", Vector.of(step))));
      State state = copies.of(written(1, Map.of("s00", Vector.of(step))), made);
      fs.delete(at(1), true);
      assertArrayEquals(step, state.memory().get("s00").array());
      assertArrayEquals(point, state.parameters().get("point").array());
    }
  }

  @Test
  void aVectorOnTheShelfIsComputedOnce() throws IOException {
    try (StateCopies copies = copies()) {
      Vector stored = written(1, Map.of("s00", Vector.of(step))).memory().get("s00");
      AtomicInteger computed = new AtomicInteger();
      Vector halves =
          ComputedVector.of(
              (first, count, in, out) -> {
                computed.addAndGet(count);
                for (int j = 0; j < count; j++) {
                  out[j] = in[0][j] / 2;
                }
              },
              stored);
      Vector kept = copies.shelf().keep(halves);
      assertEquals(0, computed.get());
      double[] expected = Arrays.stream(step).map(value -> value / 2).toArray();
      assertArrayEquals(expected, kept.array());
      assertArrayEquals(expected, kept.array());
      assertEquals(LARGE, computed.get());
      assertSame(copies.shelf().keep(stored), copies.shelf().keep(stored));
      copies.of(written(2, Map.of()));
      fs.delete(fileOfStep(), false);
      assertArrayEquals(expected, kept.array(), "other states let nothing of the shelf go");
    }
  }
}

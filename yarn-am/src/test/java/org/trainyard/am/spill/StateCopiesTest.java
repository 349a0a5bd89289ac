package org.trainyard.am.spill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.state.State;
import org.trainyard.formats.state.StateFiles;
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
}

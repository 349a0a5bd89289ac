package org.trainyard.mapreduce.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.DataOutputBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawFormat;
import org.trainyard.formats.raw.RawInputs;

class ChunkRunTest {
  private static final long CHUNK = 100;

  /** Files of these lengths; a negative one cannot be split. */
  private static RawInputs inputs(long... lengths) {
    List<InputFile> files = new ArrayList<>();
    for (long length : lengths) {
      long bytes = Math.abs(length);
      boolean splittable = length > 0;
      files.add(
          new InputFile(
              files.size(),
              "file:/" + files.size(),
              bytes,
              5,
              splittable,
              splittable ? (bytes + CHUNK - 1) / CHUNK : 1));
    }
    return new RawInputs(RawFormat.LIBSVM, CHUNK, files);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 100})
  void everyChunkIsInOneListInOrder(int tasks) {
    RawInputs inputs = inputs(1050, 1, 1, -5000, 99, 100, 101, 3000);
    List<List<ChunkRun>> lists = ChunkRun.cut(inputs, tasks);
    assertTrue(lists.size() <= tasks, lists.size() + " lists");
    int file = 0;
    long chunk = 0;
    for (List<ChunkRun> list : lists) {
      for (ChunkRun run : list) {
        if (chunk == inputs.files().get(file).chunks()) {
          file++;
          chunk = 0;
        }
        assertEquals(file, run.file().index());
        assertEquals(chunk, run.from());
        assertTrue(run.to() > run.from());
        chunk = run.to();
      }
    }
    assertEquals(7, file);
    assertEquals(30, chunk);
  }

  @Test
  void manySmallFilesComeTogether() {
    long[] lengths = new long[1000];
    Arrays.fill(lengths, 10);
    List<List<ChunkRun>> lists = ChunkRun.cut(inputs(lengths), 4);
    assertEquals(List.of(250, 250, 250, 250), lists.stream().map(List::size).toList());
  }

  @Test
  void aSplitSurvivesTheWire() throws Exception {
    List<ChunkRun> runs = ChunkRun.cut(inputs(1050, -70), 1).get(0);
    PackSplit split = new PackSplit(3, runs, 1120, new String[] {"host"});
    assertArrayEquals(new String[] {"host"}, split.getLocations());
    DataOutputBuffer out = new DataOutputBuffer();
    split.write(out);
    DataInputBuffer in = new DataInputBuffer();
    in.reset(out.getData(), out.getLength());
    PackSplit read = new PackSplit();
    read.readFields(in);
    assertEquals(runs, read.runs());
    assertEquals(3, read.task());
    assertEquals(1120, read.getLength());
  }
}

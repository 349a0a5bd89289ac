package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.raw.RawSchema.LabelKind;

class LibsvmReaderTest {
  @TempDir Path folder;

  @Test
  void readsA9a() throws IOException {
    RawFixture a9a = RawFixture.of(RawFixture.DATA.resolve("a9a/a9a.libsvm.gz"));
    CollectingSink sink = a9a.read();
    assertEquals(32_561, sink.rows());
    assertEquals(LabelKind.NUMBER, a9a.schema.labelKind());
    assertEquals(36, sink.blocks.size(), "2329875 bytes in chunks of 65536");
    int least = Integer.MAX_VALUE;
    int largest = 0;
    double positive = 0;
    for (StoredBlock block : sink.blocks) {
      int[] columns = block.sparse().dictionary();
      least = Math.min(least, columns[0]);
      largest = Math.max(largest, columns[columns.length - 1]);
      positive += Arrays.stream(block.labels()).filter(label -> label == 1).count();
    }
    assertEquals(1, least);
    assertEquals(123, largest);
    assertEquals(7841, positive);
  }

  @Test
  void givesTheRowsAsTheyStand() throws IOException {
    Path file =
        RawFixture.write(
            folder,
            "odd.libsvm",
            "# a comment\n+1 3:1.5 7:-2e1\r\n\n  -1\t7:0.25   # unit\n2 9:4 1:3\n0\n1 qid:7 2:1");
    CollectingSink sink = RawFixture.of(file).readInAllWays();
    assertEquals(List.of(), sink.bad);
    StoredBlock block = sink.blocks.get(0);
    assertArrayEquals(new double[] {1, -1, 2, 0, 1}, block.labels());
    assertArrayEquals(new int[] {1, 2, 3, 7, 9}, block.sparse().dictionary());
    assertArrayEquals(new int[] {0, 2, 3, 5, 5, 6}, block.sparse().rowStart());
    assertArrayEquals(new int[] {2, 3, 3, 0, 4, 1}, block.sparse().columns());
    assertArrayEquals(new float[] {1.5f, -20, 0.25f, 3, 4, 1}, block.sparse().values());
  }

  @Test
  void believesThatRowsWithoutEntriesAreLibsvmIfToldSo() throws IOException {
    Path file = RawFixture.write(folder, "late.libsvm", "1\n0\n".repeat(600) + "1 3:1\n");
    CollectingSink sink = RawFixture.of(file, "format", "libsvm").read();
    assertEquals(List.of(), sink.bad);
    assertEquals(1201, sink.rows());
    BadDataException asked =
        assertThrows(BadDataException.class, () -> RawFixture.of(file).infer());
    assertTrue(asked.getMessage().contains("--format"), asked.getMessage());
  }

  @Test
  void keepsTextLabels() throws IOException {
    Path file = RawFixture.write(folder, "text.svm", "spam 1:1\nham 2:1\nspam 3:1\n");
    CollectingSink sink = RawFixture.of(file, "label-alias", "ham->good").read();
    assertArrayEquals(new String[] {"spam", "good"}, sink.blocks.get(0).textLabels().dictionary());
    assertArrayEquals(new int[] {0, 1, 0}, sink.blocks.get(0).textLabels().codes());
    assertNull(sink.blocks.get(0).labels());
  }

  @Test
  void readsLinesWithoutLabelWhenNoneIsWanted() throws IOException {
    Path file = RawFixture.write(folder, "u.libsvm", "1:1 2:2\n5 3:1\n");
    CollectingSink sink = RawFixture.of(file, "label", "none").read();
    assertEquals(2, sink.rows());
    assertArrayEquals(new double[] {Double.NaN, Double.NaN}, sink.blocks.get(0).labels());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2:1 2:3|index 2 occurs twice",
        "1 5:1 3:2 5:1|index 5 occurs twice",
        "1 2:nan|the value of '2:nan' is not finite",
        "1 2:1e39|the value of '2:1e39' is too large for a 32-bit number",
        "1 2:x|the value of '2:x' does not hold a number",
        "1 2:|the value of '2:' does not hold a number",
        "1 a:1|'a:1' is not index:value",
        "1 2|'2' is not index:value",
        "1 -3:1|'-3:1' is not index:value",
        "1 4294967296:1|the index of '4294967296:1' is too large",
        "1 0:1|index 0 although --libsvm-base is 1",
        "2:1|the label is missing",
        "yes 2:1|the label 'yes' is not a finite number"
      })
  void tellsWhatIsWrongWithALine(String line, String reason) throws IOException {
    Path file = RawFixture.write(folder, "bad.libsvm", "1 1:1\n1 2:2\n" + line + "\n1 3:1\n");
    RawFixture fixture = RawFixture.of(file, "libsvm-base", "1");
    fixture.inputs = RawInputs.find(fixture.source(), fixture.conf);
    fixture.schema =
        new RawSchema(
            RawSchema.Layout.SPARSE, List.of(), "label", LabelKind.NUMBER, null, List.of(), false);
    CollectingSink sink = fixture.read();
    assertEquals(3, sink.rows());
    assertEquals(1, sink.bad.size());
    assertEquals("line 3 (byte 12)", sink.bad.get(0).place());
    assertTrue(sink.bad.get(0).reason().startsWith(reason), sink.bad.get(0).reason());
    assertEquals(line, sink.bad.get(0).text());
  }

  @Test
  void refusesTextLabelsForRegression() throws IOException {
    Path file = RawFixture.write(folder, "text.svm", "spam 1:1\n");
    BadDataException refused =
        assertThrows(
            BadDataException.class, () -> RawFixture.of(file, "task", "regression").infer());
    assertTrue(refused.getMessage().contains("'spam'"), refused.getMessage());
  }

  @Test
  void refusesAFileWithoutFeatures() throws IOException {
    Path file = RawFixture.write(folder, "table.libsvm", "1,2,3\n4,5,6\n");
    BadDataException refused =
        assertThrows(BadDataException.class, () -> RawFixture.of(file).infer());
    assertTrue(refused.getMessage().contains("index:value"), refused.getMessage());
  }

  @Test
  void cutsALongChunkIntoParts() throws IOException {
    String lines = "1 1:1\n".repeat(BlockBuilder.MAX_ROWS + 1);
    Path file = RawFixture.write(folder, "many.libsvm", lines);
    CollectingSink sink = RawFixture.of(file, "chunk-bytes", "1000000").read();
    assertEquals(2, sink.blocks.size());
    assertEquals(BlockBuilder.MAX_ROWS, sink.blocks.get(0).rows());
    assertEquals(new StoredBlock.BlockId(0, 0, 1), sink.blocks.get(1).id());
  }
}

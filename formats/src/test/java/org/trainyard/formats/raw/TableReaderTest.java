package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

class TableReaderTest {
  @TempDir Path folder;

  private static long missingNumbers(CollectingSink sink) {
    long missing = 0;
    for (StoredBlock block : sink.blocks) {
      for (float value : block.dense()) {
        missing += Float.isNaN(value) ? 1 : 0;
      }
    }
    return missing;
  }

  private static long missingTexts(CollectingSink sink, int column) {
    return sink.blocks.stream()
        .flatMapToInt(block -> Arrays.stream(block.categorical()[column].codes()))
        .filter(code -> code < 0)
        .count();
  }

  private static String kinds(RawSchema schema) {
    StringBuilder kinds = new StringBuilder();
    schema.columns().forEach(column -> kinds.append(column.kind().name().charAt(0)));
    return kinds.toString();
  }

  @Test
  void readsAdult() throws IOException {
    RawFixture adult = RawFixture.of(RawFixture.DATA.resolve("adult/adult.data.csv.gz"));
    CollectingSink sink = adult.read();
    assertEquals(List.of(), sink.bad);
    assertEquals(32_561, sink.rows());
    assertFalse(adult.schema.header());
    assertEquals("NCNCNCCCCCNNNC", kinds(adult.schema));
    assertEquals(LabelKind.TEXT, adult.schema.labelKind());
    assertEquals("c14", adult.schema.labelName());
    assertArrayEquals(new String[] {"<=50K", ">50K"}, sink.blocks.get(0).textLabels().dictionary());
    assertEquals(1836, missingTexts(sink, 0));
    assertEquals(1843, missingTexts(sink, 3));
    assertEquals(583, missingTexts(sink, 7));
    assertEquals(0, missingNumbers(sink));
  }

  @Test
  void translatesTheLabelsOfAdultsTest() throws IOException {
    RawFixture test =
        RawFixture.of(
            RawFixture.DATA.resolve("adult/adult.test.csv.gz"),
            "label-alias",
            "<=50K.-><=50K, >50K.->>50K");
    CollectingSink sink = test.read();
    assertEquals(16_281, sink.rows());
    assertArrayEquals(new String[] {"<=50K", ">50K"}, sink.blocks.get(0).textLabels().dictionary());
  }

  @Test
  void readsHousing() throws IOException {
    RawFixture housing =
        RawFixture.of(
            RawFixture.DATA.resolve("housing/housing.csv.gz"), "label", "median_house_value");
    CollectingSink sink = housing.read();
    assertTrue(housing.schema.header());
    assertEquals(20_640, sink.rows());
    assertEquals(207, missingNumbers(sink));
    assertEquals("NNNNNNNNC", kinds(housing.schema));
    assertEquals(LabelKind.NUMBER, housing.schema.labelKind());
    assertEquals(452_600.0, sink.blocks.get(0).labels()[0]);
    assertEquals(-122.23f, sink.blocks.get(0).dense()[0]);
    assertEquals("NEAR BAY", sink.blocks.get(0).categorical()[0].dictionary()[0]);
  }

  @Test
  void readsFlights() throws IOException {
    RawFixture flights =
        RawFixture.of(
            RawFixture.DATA.resolve("flights/flights.csv.gz"),
            "label",
            "distance",
            "ignore-columns",
            "tailnum,flight");
    CollectingSink sink = flights.read();
    assertEquals(List.of(), sink.bad);
    assertEquals(336_776, sink.rows());
    assertEquals("NNNNNNNCCCNNN", kinds(flights.schema));
    // dep_time and dep_delay 8,255 each, arr_time 8,713, arr_delay and air_time 9,430 each; hour
    // and
    // minute follow dep_time.
    assertEquals(4 * 8_255 + 8_713 + 2 * 9_430, missingNumbers(sink));
  }

  @Test
  void readsIrisAndOptdigits() throws IOException {
    RawFixture iris = RawFixture.of(RawFixture.DATA.resolve("iris/iris.csv"));
    CollectingSink sink = iris.readInAllWays();
    assertEquals(150, sink.rows());
    assertEquals(LabelKind.TEXT, iris.schema.labelKind());
    assertEquals(3, sink.blocks.get(0).textLabels().dictionary().length);

    RawFixture digits = RawFixture.of(RawFixture.DATA.resolve("optdigits/train.csv.gz"));
    assertEquals(3823, digits.read().rows());
    assertEquals(64, digits.schema.columns().size());
    assertEquals(LabelKind.NUMBER, digits.schema.labelKind());
  }

  @Test
  void anySplitGivesTheSameBlocks() throws IOException {
    StringBuilder text = new StringBuilder("\uFEFFid,name,size,label\r\n");
    for (int i = 0; i < 300; i++) {
      text.append(i % 7 == 0 ? "\r\n" : "").append(i).append(",\"n, ").append(i % 5);
      text.append(i % 3 == 0 ? "\",NA," : "\",1.5,").append(i % 11 == 0 ? "x" : i % 2);
      text.append("\r\n");
    }
    Path file = RawFixture.write(folder, "some.csv", text.toString());
    RawFixture fixture = RawFixture.of(file, "chunk-bytes", "97", "numeric", "label");
    CollectingSink sink = fixture.readInAllWays();
    assertEquals(300 - 28, sink.rows());
    assertEquals(28, sink.bad.size());
    assertTrue(sink.blocks.size() > 40);
    assertEquals("n, 1", sink.blocks.get(0).categorical()[0].dictionary()[0]);
  }

  @Test
  void quotesBlanksAndMissingValues() throws IOException {
    Path file =
        RawFixture.write(
            folder,
            "q.tsv",
            "text\tn\tw\ty\n \"a\tb\" \t 1\t2\tyes\n\" a \"\"q\"\" \"\tNA\t0\tno\n\t?\t1\tyes\n");
    RawFixture fixture = RawFixture.of(file, "weight-column", "w");
    CollectingSink sink = fixture.read();
    assertEquals(List.of(), sink.bad);
    StoredBlock block = sink.blocks.get(0);
    assertArrayEquals(new String[] {"a\tb", " a \"q\" "}, block.categorical()[0].dictionary());
    assertArrayEquals(new int[] {0, 1, -1}, block.categorical()[0].codes());
    assertArrayEquals(new float[] {1, Float.NaN, Float.NaN}, block.dense());
    assertArrayEquals(new float[] {2, 0, 1}, block.weights());
    assertArrayEquals(new int[] {0, 1, 0}, block.textLabels().codes());
  }

  @Test
  void quotedFieldsMayHoldLineEndsWhenAskedFor() throws IOException {
    Path file = RawFixture.write(folder, "m.csv", "t,n,y\n\"a\nb\",1,2\nc,2,3\n");
    RawFixture fixture = RawFixture.of(file, "multiline", "true", "chunk-bytes", "4");
    CollectingSink sink = fixture.readInAllWays();
    assertFalse(fixture.inputs.files().get(0).splittable());
    assertEquals(2, sink.rows());
    assertEquals("a\nb", sink.blocks.get(0).categorical()[0].dictionary()[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,a,x|3 fields instead of 4",
        "1,a,2,3,x|5 fields instead of 4",
        "old,a,2,x|the numeric column 'age' holds 'old', which is not a finite 32-bit number;"
            + " --categorical age",
        "inf,a,2,x|the numeric column 'age' holds 'inf'",
        "1,a,2,|the label is missing",
        "1,a,-2,x|the weight '-2' is not a number of at least 0",
        "1,a,NA,x|the weight 'NA' is not a number",
        "1,'a,2,x|the quotes cannot be understood",
        "1,'a'b,2,x|the quotes cannot be understood"
      })
  void tellsWhatIsWrongWithALine(String line, String reason) throws IOException {
    String bad = line == null ? "" : line.replace('\'', '"');
    Path file =
        RawFixture.write(folder, "b.csv", "age,b,w,y\n1,a,1,x\n" + bad + "\n2,b,1,z\n3,c,1,z\n");
    RawFixture fixture = RawFixture.of(file, "weight-column", "w", "numeric", "age");
    CollectingSink sink = fixture.read();
    assertEquals(3, sink.rows());
    assertEquals(1, sink.bad.size());
    assertEquals("line 3 (byte 18)", sink.bad.get(0).place());
    assertTrue(sink.bad.get(0).reason().startsWith(reason), sink.bad.get(0).reason());
    assertEquals(bad, sink.bad.get(0).text());
  }

  @Test
  void skipsTheFirstLinesOfEachFile() throws IOException {
    RawFixture.write(folder, "a.csv", "|junk, it is\n\n1,2\n");
    RawFixture.write(folder, "b.csv", "other\njunk\n3,4\n5,6\n");
    CollectingSink sink = RawFixture.of(folder, "skip-lines", "2").read();
    assertArrayEquals(new float[] {1}, sink.blocks.get(0).dense());
    assertArrayEquals(new float[] {3, 5}, sink.blocks.get(1).dense());
  }

  @Test
  void allFilesNeedTheSameHeader() throws IOException {
    RawFixture.write(folder, "a.csv", "x,y\n1,2\n");
    RawFixture.write(folder, "b.csv", "x,z\n1,2\n");
    BadDataException refused =
        assertThrows(BadDataException.class, () -> RawFixture.of(folder).read());
    assertTrue(refused.getMessage().contains("b.csv"), refused.getMessage());
    assertTrue(refused.getMessage().contains("found x,z; expected x,y"), refused.getMessage());
  }

  @Test
  void aHeaderThatLeavesTheFirstChunkIsRefused() throws IOException {
    Path file = RawFixture.write(folder, "a.csv", "junk is here\nmore junk\nx,y\n1,2\n");
    BadDataException refused =
        assertThrows(
            BadDataException.class,
            () -> RawFixture.of(file, "skip-lines", "2", "chunk-bytes", "8").read());
    assertTrue(refused.getMessage().contains("--chunk-bytes"), refused.getMessage());
  }
}

package org.trainyard.mapreduce.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.raw.BadDataException;

class PredictionTest {
  @TempDir static Path folder;
  private static Scoring scoring;

  /** Size and colour decide: big or red is yes. */
  private static Path fruit;

  @BeforeAll
  static void train() throws Exception {
    scoring = new Scoring(folder);
    StringBuilder table = new StringBuilder("id,size,colour,ripe\n");
    for (int i = 0; i < 90; i++) {
      double size = (i * 7 % 90) / 10.0;
      String colour = List.of("red", "green", "blue").get(i % 3);
      boolean ripe = size > 5 || colour.equals("red") && size > 3;
      table.append("f" + i + "," + size + "," + colour + "," + (ripe ? "yes" : "no") + "\n");
    }
    Path data = scoring.write("fruit.csv", table.toString());
    fruit =
        scoring.train(
            "fruit",
            data,
            "input.ignore-columns",
            "id",
            "model.l2",
            "1e-3",
            "stop.max-iterations",
            "30");
  }

  private static List<String> lastColumns(List<String> lines, int columns) {
    return lines.stream()
        .map(
            line -> {
              String[] fields = line.split("[,\t]", -1);
              return String.join(
                  ",", List.of(fields).subList(fields.length - columns, fields.length));
            })
        .toList();
  }

  @Test
  void columnsAreFoundByNameInAnyOrderWithoutTheLabel() throws Exception {
    Path usual = scoring.write("usual.csv", "id,size,colour,ripe\na,9,green,?\nb,1,blue,no\n");
    Path other = scoring.write("other.csv", "colour,weight,size\ngreen,4,9\nblue,5,1\n");
    scoring.predict(fruit, usual, "usual", scoring.local(1));
    PredictionReport report = scoring.predict(fruit, other, "other", scoring.local(1));
    assertEquals(List.of("colour", "weight", "size", "prediction", "p_yes"), report.columns());
    List<String> lines = scoring.lines("other");
    assertEquals("colour,weight,size,prediction,p_yes", lines.get(0));
    assertTrue(lines.get(1).startsWith("green,4,9,yes,0."), lines.get(1));
    assertTrue(lines.get(2).startsWith("blue,5,1,no,"), lines.get(2));
    assertEquals(lastColumns(scoring.lines("usual"), 2), lastColumns(lines, 2));
  }

  @Test
  void unseenCategoriesAndMissingValuesHaveScores() throws Exception {
    Path input = scoring.write("unseen.csv", "size,colour\n9,violet\n,red\n2,NA\n");
    PredictionReport report = scoring.predict(fruit, input, "unseen", scoring.local(1));
    assertEquals(3, report.rows());
    assertEquals(1, report.unseenValues());
    assertTrue(scoring.lines("unseen").get(1).startsWith("9,violet,yes,0."));
  }

  @Test
  void wrongColumnsAreNamed() throws Exception {
    Path input = scoring.write("wrong.csv", "length,color\n1,red\n2,green\n");
    String message =
        assertThrows(
                BadDataException.class,
                () -> scoring.predict(fruit, input, "wrong", scoring.local(1)))
            .getMessage();
    assertTrue(message.contains("size, colour"), message);
    assertTrue(message.contains("length, color"), message);
    assertFalse(Files.exists(folder.resolve("wrong")));
  }

  @Test
  void aBadRecordEndsThePredictionOrHasARowWithoutScores() throws Exception {
    Path input =
        scoring.write("bad.csv", "size,colour\n9,red\nbig,red\n1,blue,3\n0,\"green\n1,blue\n");
    String message =
        assertThrows(
                BadDataException.class, () -> scoring.predict(fruit, input, "b", scoring.local(1)))
            .getMessage();
    assertTrue(message.contains("bad.csv, line 3") && message.contains("big"), message);
    assertFalse(Files.exists(folder.resolve("b")));
    PredictionReport report =
        scoring.predict(fruit, input, "skipped", scoring.job(1), "input.on-bad-record", "skip");
    assertEquals(2, report.rows());
    assertEquals(3, report.badRecords());
    List<String> lines = scoring.lines("skipped");
    assertTrue(lines.get(1).startsWith("9,red,yes,0."), lines.get(1));
    assertEquals("\"big,red\",,,", lines.get(2));
    assertEquals("\"1,blue,3\",,,", lines.get(3));
    assertEquals("\"0,\"\"green\",,,", lines.get(4));
    assertTrue(lines.get(5).startsWith("1,blue,no,"), lines.get(5));
    List<String> kept = Files.readAllLines(folder.resolve("skipped/_quarantine/part-00000.tsv"));
    assertEquals(3, kept.size());
    assertTrue(kept.get(1).contains("line 4") && kept.get(1).contains("3 fields"), kept.get(1));
    assertThrows(
        BadDataException.class,
        () ->
            scoring.predict(
                fruit,
                input,
                "many",
                scoring.local(1),
                "input.on-bad-record",
                "skip",
                "input.max-bad-records",
                "2"));
    assertFalse(Files.exists(folder.resolve("many")));
  }

  @Test
  void keepsKeysNothingOrPositions() throws Exception {
    Path input = scoring.write("keep.csv", "id,size,colour\n\"a,1\",9,red\nb,1,blue\n");
    scoring.predict(fruit, input, "keys", scoring.local(1), "score.key", "id,2");
    List<String> keys = scoring.lines("keys");
    assertEquals("id,colour,prediction,p_yes", keys.get(0));
    assertTrue(keys.get(1).startsWith("\"a,1\",red,yes,0."), keys.get(1));
    scoring.predict(
        fruit,
        input,
        "none",
        scoring.local(1),
        "score.keep",
        "none",
        "score.output-header",
        "none",
        "score.output-delimiter",
        "tab");
    assertTrue(scoring.lines("none").get(0).startsWith("yes\t0."));
    scoring.predict(fruit, input, "position", scoring.local(1), "score.keep", "position");
    assertTrue(scoring.lines("position").get(2).contains("keep.csv,27,no,"));
    assertThrows(
        InvalidSettingsException.class,
        () -> scoring.predict(fruit, input, "x", scoring.local(1), "score.key", "nothing"));
    scoring.predict(fruit, input, "tabbed", scoring.local(1), "score.output-delimiter", "tab");
    assertTrue(scoring.lines("tabbed").get(1).startsWith("\"\"\"a,1\"\",9,red\"\tyes\t0."));
  }

  @Test
  void linesWithinQuotesStayOneRecord() throws Exception {
    Path input = scoring.write("multi.csv", "note,size,colour\n\"two\nlines\",9,red\nb,1,blue\n");
    PredictionReport report =
        scoring.predict(fruit, input, "multi", scoring.local(1), "input.multiline", "true");
    assertEquals(2, report.rows());
    List<String> lines = scoring.lines("multi");
    assertEquals("\"two", lines.get(1));
    assertTrue(lines.get(2).startsWith("lines\",9,red,yes,0."), lines.get(2));
  }

  @Test
  void avroRecordsAreKeptAsJson() throws Exception {
    Schema schema =
        SchemaBuilder.record("fruit")
            .fields()
            .requiredString("colour")
            .requiredDouble("size")
            .endRecord();
    Path input = folder.resolve("fruit.avro");
    try (DataFileWriter<GenericRecord> out =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      out.create(schema, input.toFile());
      out.append(new GenericRecordBuilder(schema).set("colour", "red").set("size", 9.0).build());
      out.append(new GenericRecordBuilder(schema).set("colour", "blue").set("size", 1.0).build());
    }
    scoring.predict(fruit, input, "avro", scoring.local(1));
    List<String> lines = scoring.lines("avro");
    assertEquals("line\tprediction\tp_yes", lines.get(0));
    assertTrue(lines.get(1).startsWith("\"{\"\"colour\"\":"), lines.get(1));
    assertTrue(lines.get(1).contains("}\"\tyes\t0."), lines.get(1));
    scoring.predict(fruit, input, "avrokeys", scoring.local(1), "score.key", "colour");
    assertTrue(scoring.lines("avrokeys").get(2).startsWith("blue\tno\t"));
  }

  @Test
  void outputIsReplacedOnlyWhenAskedAndOnlyIfItIsOurs() throws Exception {
    Path input = scoring.write("again.csv", "size,colour\n9,red\n");
    scoring.predict(fruit, input, "again", scoring.local(1));
    assertThrows(
        InvalidSettingsException.class,
        () -> scoring.predict(fruit, input, "again", scoring.local(1)));
    scoring.predict(
        fruit, input, "again", Prediction.IfThere.REPLACE, scoring.local(1), "score.keep", "none");
    assertEquals("prediction,p_yes", scoring.lines("again").get(0));
    Files.createDirectories(folder.resolve("mine"));
    scoring.write("mine/letter.txt", "dear");
    assertThrows(
        InvalidSettingsException.class,
        () -> scoring.predict(fruit, input, "mine", Prediction.IfThere.REPLACE, scoring.local(1)));
    assertTrue(Files.exists(folder.resolve("mine/letter.txt")));
  }

  @Test
  void compressesLikeAnyHadoopOutput() throws Exception {
    Path input = scoring.write("zip.csv", "size,colour\n9,red\n");
    scoring.conf.setBoolean("mapreduce.output.fileoutputformat.compress", true);
    scoring.conf.set(
        "mapreduce.output.fileoutputformat.compress.codec",
        "org.apache.hadoop.io.compress.GzipCodec");
    try {
      scoring.predict(fruit, input, "zip", scoring.local(1));
    } finally {
      scoring.conf.unset("mapreduce.output.fileoutputformat.compress");
    }
    assertEquals("part-00000.csv.gz", scoring.files("zip").get(0).getFileName().toString());
    assertTrue(scoring.lines("zip").get(1).startsWith("9,red,yes,0."));
  }

  @Test
  void aMissingModelIsTold() throws IOException {
    Path input = scoring.write("no.csv", "size,colour\n9,red\n");
    Path none = Files.createDirectories(folder.resolve("empty"));
    String message =
        assertThrows(
                InvalidSettingsException.class,
                () -> scoring.predict(none, input, "no", scoring.local(1)))
            .getMessage();
    assertTrue(message.contains("neither a run nor a model"), message);
  }

  @Test
  void withoutNamesColumnsAreFoundByPositionAndTheLabelMayBeLeftOut() throws Exception {
    Path adult =
        scoring.train(
            "adult",
            Scoring.DATA.resolve("adult/adult.data.csv.gz"),
            "model.l2",
            "1e-4",
            "stop.max-iterations",
            "3");
    String row =
        "39, Private, 77516, Bachelors, 13, Never-married, Sales, Husband, White, Male, 2174, 0, 40, Cuba";
    Path with = scoring.write("with.csv", (row + ", <=50K\n").repeat(2));
    Path without = scoring.write("without.csv", (row + "\n").repeat(2));
    scoring.predict(adult, with, "with", scoring.local(1));
    scoring.predict(adult, without, "without", scoring.local(1));
    List<String> lines = scoring.lines("without");
    assertTrue(lines.get(0).startsWith(row + ","), "no header, the line first: " + lines.get(0));
    assertEquals(lastColumns(scoring.lines("with"), 2), lastColumns(lines, 2));
    Path narrow = scoring.write("narrow.csv", "39, Private, 77516\n");
    assertThrows(
        BadDataException.class, () -> scoring.predict(adult, narrow, "n", scoring.local(1)));
  }
}

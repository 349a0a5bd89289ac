package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.raw.RawSchema.LabelKind;

class AvroReaderTest {
  private static final String SCHEMA =
      """
      {"type": "record", "name": "Person", "fields": [
        {"name": "age", "type": ["null", "int"]},
        {"name": "name", "type": ["string", "null"]},
        {"name": "scores", "type": {"type": "array", "items": "double"}},
        {"name": "member", "type": "boolean"},
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
        {"name": "w", "type": "float"},
        {"name": "y", "type": "long"}]}
      """;
  private static final byte[] SYNC = "a fixed sync mark".substring(0, 16).getBytes();
  @TempDir Path folder;

  private Path write(String name, int records, int scoresOfLast) throws IOException {
    Schema schema = new Schema.Parser().parse(SCHEMA);
    Schema kind = schema.getField("kind").schema();
    Path path = folder.resolve(name);
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      writer.setSyncInterval(100).setCodec(CodecFactory.deflateCodec(6));
      writer.create(schema, Files.newOutputStream(path), SYNC);
      for (int i = 0; i < records; i++) {
        List<Double> scores = new ArrayList<>();
        for (int s = 0; s < (i == records - 1 ? scoresOfLast : 2); s++) {
          scores.add(i + s / 2.0);
        }
        writer.append(
            new GenericRecordBuilder(schema)
                .set("age", i % 3 == 0 ? null : i)
                .set("name", i % 4 == 0 ? null : "n" + i % 5)
                .set("scores", scores)
                .set("member", i % 2 == 0)
                .set("kind", new GenericData.EnumSymbol(kind, i % 2 == 0 ? "A" : "B"))
                .set("w", 1.5f)
                .set("y", (long) i)
                .build());
      }
    }
    return path;
  }

  @Test
  void readsRecords() throws IOException {
    RawFixture fixture = RawFixture.of(write("p.avro", 4, 2), "weight-column", "w");
    CollectingSink sink = fixture.read();
    assertEquals(
        List.of("age", "name", "scores[0]", "scores[1]", "member", "kind"),
        fixture.schema.columns().stream().map(RawSchema.Column::name).toList());
    assertEquals("y", fixture.schema.labelName());
    assertEquals(LabelKind.NUMBER, fixture.schema.labelKind());
    StoredBlock block = sink.blocks.get(0);
    assertArrayEquals(
        new float[] {Float.NaN, 0, 0.5f, 1, 1, 1, 1.5f, 0, 2, 2, 2.5f, 1, Float.NaN, 3, 3.5f, 0},
        block.dense());
    assertArrayEquals(new double[] {0, 1, 2, 3}, block.labels());
    assertArrayEquals(new float[] {1.5f, 1.5f, 1.5f, 1.5f}, block.weights());
    assertArrayEquals(new String[] {"n1", "n2", "n3"}, block.categorical()[0].dictionary());
    assertArrayEquals(new int[] {-1, 0, 1, 2}, block.categorical()[0].codes());
    assertArrayEquals(new int[] {0, 1, 0, 1}, block.categorical()[1].codes());
  }

  @ParameterizedTest
  @CsvSource({"40", "100", "333", "100000"})
  void anySplitGivesTheSameBlocks(String chunkBytes) throws IOException {
    Path file = write("p.avro", 300, 2);
    CollectingSink sink = RawFixture.of(file, "chunk-bytes", chunkBytes).readInAllWays();
    assertEquals(300, sink.rows());
    assertEquals(300, sink.records.stream().map(line -> line.split(" ")[0]).distinct().count());
    assertTrue(sink.records.get(1).contains("\"age\": 1"), sink.records.get(1));
    double next = 0;
    for (StoredBlock block : sink.blocks) {
      for (double label : block.labels()) {
        assertEquals(next++, label);
      }
    }
  }

  @Test
  void anArrayOfAnotherLengthIsABadRecord() throws IOException {
    CollectingSink sink = RawFixture.of(write("p.avro", 3, 5), "chunk-bytes", "100000").read();
    assertEquals(2, sink.rows());
    assertEquals("the array 'scores' has 5 values instead of 2", sink.bad.get(0).reason());
    assertTrue(sink.bad.get(0).place().startsWith("record 2 of the Avro block at byte "));
    assertTrue(sink.bad.get(0).text().contains("\"age\": 2"), sink.bad.get(0).text());
  }

  @Test
  void keepsTextLabels() throws IOException {
    RawFixture fixture =
        RawFixture.of(write("p.avro", 4, 2), "label", "kind", "label-alias", "B->bee");
    CollectingSink sink = fixture.read();
    assertEquals(LabelKind.TEXT, fixture.schema.labelKind());
    assertArrayEquals(new String[] {"A", "bee"}, sink.blocks.get(0).textLabels().dictionary());
  }

  @Test
  void tellsTheFileAndThePlaceOfDamage() throws IOException {
    Path whole = write("p.avro", 300, 2);
    byte[] bytes = Files.readAllBytes(whole);
    byte[] flipped = bytes.clone();
    for (int i = 2000; i < 2040; i++) {
      flipped[i] ^= 0x55;
    }
    refuses("flipped.avro", flipped);
    refuses("cut.avro", Arrays.copyOf(bytes, bytes.length - 10));
    refuses("half.avro", Arrays.copyOf(bytes, bytes.length / 2));
    refuses("head.avro", Arrays.copyOf(bytes, 20));
    refuses("text.avro", "a,b\n1,2\n".getBytes());
  }

  private void refuses(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    BadDataException refused =
        assertThrows(BadDataException.class, () -> RawFixture.of(file).read(), name);
    assertTrue(refused.getMessage().contains(name + " cannot be read as Avro after byte"));
  }

  @Test
  void refusesFieldsThatAreNoColumns() throws IOException {
    Schema schema =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "R", "fields": [
                  {"name": "m", "type": {"type": "map", "values": "int"}},
                  {"name": "x", "type": "int"}, {"name": "y", "type": "int"}]}
                """);
    Path file = folder.resolve("m.avro");
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      writer.create(schema, Files.newOutputStream(file), SYNC);
      writer.append(
          new GenericRecordBuilder(schema)
              .set("m", Map.of("a", 1))
              .set("x", 1)
              .set("y", 2)
              .build());
    }
    BadDataException refused =
        assertThrows(BadDataException.class, () -> RawFixture.of(file).infer());
    assertTrue(refused.getMessage().contains("--ignore-columns m"), refused.getMessage());
    assertEquals(1, RawFixture.of(file, "ignore-columns", "m").read().rows());
  }
}

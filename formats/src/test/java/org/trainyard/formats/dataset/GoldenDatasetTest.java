package org.trainyard.formats.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.dataset.StoredBlock.BlockId;
import org.trainyard.formats.dataset.StoredBlock.Codes;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.LabelKind;
import org.trainyard.formats.vector.CorruptFileException;

/** Datasets of format version 1 stay readable: these files were written once and never again. */
class GoldenDatasetTest {
  private static final Path VERSION_1 =
      Path.of("src/test/resources/org/trainyard/formats/dataset/v1");

  @TempDir private Path folder;

  private static Dataset open(Path folder) throws Exception {
    return Dataset.open(new Configuration(false), new org.apache.hadoop.fs.Path(folder.toUri()));
  }

  @Test
  void theDocumentIsRead() throws Exception {
    DatasetDocument document = open(VERSION_1).document();
    assertEquals(4, document.rows());
    assertEquals(1, document.blocks());
    assertEquals(List.of("age", "city", "income", "bought"), document.schema().fieldNames());
    assertEquals(LabelKind.TEXT, document.labels().kind());
    assertEquals(
        List.of(new Category("no", 2), new Category("yes", 2)), document.labels().classes());
    ColumnStatistics age = document.columns().get(0);
    assertEquals(3, age.count());
    assertEquals(1, age.missing());
    assertEquals(104.0 / 3, age.mean(), 1e-14);
    ColumnStatistics city = document.columns().get(1);
    assertEquals(ColumnKind.CATEGORICAL, city.kind());
    assertEquals(List.of(new Category("Kraków", 1), new Category("Oslo", 2)), city.categories());
    assertTrue(Double.isNaN(city.mean()));
    assertEquals("file:/data/people.csv", document.inputs().get(0).path());
    assertEquals(64, document.inputs().get(0).checksum().length());
  }

  @Test
  void theBlocksAreRead() throws Exception {
    Dataset dataset = open(VERSION_1);
    try (DatasetReader reader = dataset.reader()) {
      StoredBlock block = reader.read(dataset.blocks().get(0));
      Blocks.assertSame(
          new StoredBlock(
              new BlockId(0, 0, 0),
              4,
              null,
              new Codes(new String[] {"yes", "no"}, new int[] {0, 1, 0, 1}),
              null,
              new float[] {31, 1200.5f, Float.NaN, 900, 45, Float.NaN, 28, 1500},
              null,
              new Codes[] {new Codes(new String[] {"Kraków", "Oslo"}, new int[] {0, 1, 1, -1})}),
          block);
    }
  }

  @Test
  void theSameBlockIsWrittenAsTheSameBytes() throws Exception {
    Dataset dataset = open(VERSION_1);
    Path written = folder.resolve("part-00000.avro");
    try (DatasetReader reader = dataset.reader();
        BlockFileWriter writer = new BlockFileWriter(Files.newOutputStream(written))) {
      writer.write(reader.read(dataset.blocks().get(0)));
    }
    assertArrayEquals(
        Files.readAllBytes(VERSION_1.resolve("data/part-00000.avro")), Files.readAllBytes(written));
  }

  @Test
  void anUnknownVersionIsRefusedWithBothVersions() throws Exception {
    for (String file : List.of("dataset.json", "blocks.avro", "_SUCCESS")) {
      Files.copy(VERSION_1.resolve(file), folder.resolve(file));
    }
    Path document = folder.resolve("dataset.json");
    Files.writeString(
        document,
        Files.readString(document).replace("\"formatVersion\" : 1", "\"formatVersion\" : 7"));
    CorruptFileException e = assertThrows(CorruptFileException.class, () -> open(folder));
    assertTrue(e.getMessage().contains("format version 7, this build reads 1"), e.getMessage());
  }
}

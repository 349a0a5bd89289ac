package org.trainyard.mapreduce.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetReader;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.vector.CorruptFileException;
import org.trainyard.mapreduce.pack.PackRequest.IfDifferent;

class ReuseTest {
  @TempDir private Path folder;
  private Configuration conf;
  private Path input;
  private Path output;

  @BeforeEach
  void copyInput() throws Exception {
    conf = Packing.local(folder);
    input = Files.copy(Path.of(Packing.DATA + "iris/iris.csv"), folder.resolve("iris.csv"));
    output = folder.resolve("dataset");
  }

  private Dataset pack(IfDifferent ifDifferent, String... settings) throws Exception {
    return new LocalPacker(conf, 1)
        .pack(Packing.request(output, input.toString(), null, ifDifferent, settings));
  }

  private Dataset pack() throws Exception {
    return pack(IfDifferent.REFUSE);
  }

  private FileTime written() throws Exception {
    return Files.getLastModifiedTime(output.resolve("dataset.json"));
  }

  private void markOld() throws Exception {
    Files.setLastModifiedTime(output.resolve("dataset.json"), FileTime.fromMillis(1000));
  }

  @Test
  void anUnchangedInputIsNotPackedAgain() throws Exception {
    pack();
    markOld();
    assertEquals(150, pack().document().rows());
    assertEquals(FileTime.fromMillis(1000), written());
    // Encoding comes after packing: another choice needs no other dataset.
    pack(IfDifferent.REFUSE, "trainyard.encoding.categories", "hash");
    assertEquals(FileTime.fromMillis(1000), written());
  }

  @Test
  void aChangedInputIsRefusedOrReplaced() throws Exception {
    pack();
    Files.writeString(input, "1,2,3,4,a\n2,3,4,5,b\n");
    BadDataException e = assertThrows(BadDataException.class, this::pack);
    assertTrue(e.getMessage().contains("input has changed"), e.getMessage());
    assertEquals(2, pack(IfDifferent.REPLACE).document().rows());
  }

  @Test
  void otherSettingsMakeAnotherDataset() throws Exception {
    pack();
    assertThrows(
        BadDataException.class, () -> pack(IfDifferent.REFUSE, "trainyard.input.label", "0"));
  }

  @Test
  void anUnfinishedDatasetIsDoneAgain() throws Exception {
    pack();
    Files.delete(output.resolve("_SUCCESS"));
    Files.writeString(output.resolve("data/left-over.avro"), "x");
    assertThrows(
        java.io.FileNotFoundException.class, () -> Dataset.open(conf, Packing.path(output)));
    pack();
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
    assertFalse(Files.exists(output.resolve("data/left-over.avro")));
  }

  @Test
  void somebodyElsesFolderIsLeftAlone() throws Exception {
    Files.createDirectories(output);
    Files.writeString(output.resolve("thesis.txt"), "years of work");
    BadDataException e = assertThrows(BadDataException.class, () -> pack(IfDifferent.REPLACE));
    assertTrue(e.getMessage().contains("something else than a dataset"), e.getMessage());
    assertTrue(Files.exists(output.resolve("thesis.txt")));
  }

  @Test
  void inputThatChangesMeanwhileIsNoticed() throws Exception {
    PackRequest request = Packing.request(output, input.toString());
    Packer meddling =
        new MapReducePacker(
            conf,
            job -> {},
            () -> 1,
            job -> {
              try {
                job.waitForCompletion(false);
              } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
              }
              Files.setLastModifiedTime(input, FileTime.fromMillis(1000));
            });
    BadDataException e = assertThrows(BadDataException.class, () -> meddling.pack(request));
    assertTrue(e.getMessage().contains("changed while it was packed"), e.getMessage());
    assertFalse(Files.exists(output));
  }

  @Test
  void verificationReadsTheInputAgain() throws Exception {
    Dataset dataset = pack();
    assertEquals(List.of(), InputVerification.differences(conf, dataset));
    Files.writeString(input, Files.readString(input).replace("5.1,3.5", "5.1,3.6"));
    List<String> differences = InputVerification.differences(conf, dataset);
    assertEquals(1, differences.size());
    assertTrue(differences.get(0).contains("iris.csv has the checksum"), differences.get(0));
    Files.delete(input);
    assertTrue(InputVerification.differences(conf, dataset).get(0).endsWith("is gone"));
  }

  @Test
  void aDamagedBlockIsNoticed() throws Exception {
    Dataset dataset = pack();
    BlockReference block = dataset.blocks().get(0);
    Path file = output.resolve(block.file());
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) block.position() + block.bytes() / 2] ^= 1;
    Files.write(file, bytes);
    try (DatasetReader reader = dataset.reader()) {
      // By the file system, which keeps checksums of its own.
      CorruptFileException e = assertThrows(CorruptFileException.class, () -> reader.read(block));
      assertTrue(e.getMessage().contains("pack the input again"), e.getMessage());
    }
    Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));
    try (DatasetReader reader = dataset.reader()) {
      CorruptFileException e = assertThrows(CorruptFileException.class, () -> reader.read(block));
      assertTrue(e.getMessage().contains("its checksum is"), e.getMessage());
    }
  }

  @Test
  void aGivenSchemaIsTakenInPlaceOfTheInputsOwn() throws Exception {
    RawSchema schema = pack().document().schema();
    // Looks like numbers alone; by the schema of the training data the label is a text.
    Path other = Files.writeString(folder.resolve("other.csv"), "1,2,3,4,5\n");
    Dataset dataset =
        new LocalPacker(conf, 1)
            .pack(
                Packing.request(
                    folder.resolve("validation"), other.toString(), schema, IfDifferent.REFUSE));
    assertEquals(schema, dataset.document().schema());
    assertEquals("5", dataset.document().labels().classes().get(0).text());
    assertEquals(4, schema.columns(ColumnKind.NUMERIC).size());
  }
}

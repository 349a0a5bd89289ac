package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.raw.RawSchema.LabelKind;

class IdxReaderTest {
  private static final Path MNIST = RawFixture.DATA.resolve("mnist");
  @TempDir Path folder;

  /** Writes samples of 2 x 3 bytes that count up, or labels. */
  private Path write(String name, int samples, boolean labels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(labels ? 0x0801 : 0x0803);
    out.writeInt(samples);
    if (!labels) {
      out.writeInt(2);
      out.writeInt(3);
    }
    for (int i = 0; i < samples * (labels ? 1 : 6); i++) {
      out.writeByte(i);
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  @Test
  void readsMnist() throws IOException {
    RawFixture mnist =
        RawFixture.of(
            MNIST.resolve("t10k-images-idx3-ubyte.gz"),
            "labels",
            MNIST.resolve("t10k-labels-idx1-ubyte.gz").toString());
    CollectingSink sink = mnist.read();
    assertEquals(10_000, sink.rows());
    assertEquals(784, mnist.schema.columns().size());
    assertEquals(LabelKind.NUMBER, mnist.schema.labelKind());
    StoredBlock first = sink.blocks.get(0);
    assertArrayEquals(new double[] {7, 2, 1, 0, 4}, Arrays.copyOf(first.labels(), 5));
    long ones =
        sink.blocks.stream()
            .flatMapToDouble(block -> Arrays.stream(block.labels()))
            .filter(label -> label == 1)
            .count();
    assertEquals(1135, ones);
    double sum = 0;
    for (StoredBlock block : sink.blocks) {
      for (float pixel : block.dense()) {
        sum += pixel;
      }
    }
    assertEquals(33.79, sum / 7_840_000, 0.01, "mean pixel");
    assertEquals(2, sink.chunks.stream().map(line -> line.split("/")[0]).distinct().count());
  }

  @Test
  void pairsTheFilesOfAFolder() throws IOException {
    RawFixture mnist = RawFixture.of(MNIST + "/t10k*").infer();
    assertEquals(LabelKind.NUMBER, mnist.schema.labelKind());
    assertEquals(2, mnist.inputs.files().size());
  }

  @Test
  void anySplitGivesTheSameBlocks() throws IOException {
    write("a-images.idx3", 40, false);
    write("a-labels.idx1", 40, true);
    for (String chunkBytes : new String[] {"1", "5", "6", "64", "1000"}) {
      CollectingSink sink = RawFixture.of(folder, "chunk-bytes", chunkBytes).readInAllWays();
      assertEquals(40, sink.rows());
      float next = 0;
      for (StoredBlock block : sink.blocks) {
        for (int row = 0; row < block.rows(); row++) {
          assertEquals(next, block.dense()[6 * row]);
          assertEquals(next / 6, block.labels()[row]);
          next += 6;
        }
      }
    }
  }

  @Test
  void readsWithoutLabels() throws IOException {
    Path images = write("images.idx3", 3, false);
    RawFixture fixture = RawFixture.of(images);
    CollectingSink sink = fixture.read();
    assertEquals(LabelKind.NONE, fixture.schema.labelKind());
    assertTrue(Double.isNaN(sink.blocks.get(0).labels()[0]));
  }

  @Test
  void readsFloats() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int word : new int[] {0x0D02, 2, 2}) {
      out.writeInt(word);
    }
    for (float value : new float[] {0.5f, -1, Float.NaN, 1}) {
      out.writeFloat(value);
    }
    CollectingSink sink =
        RawFixture.of(Files.write(folder.resolve("f.idx"), bytes.toByteArray())).readInAllWays();
    assertArrayEquals(new float[] {0.5f, -1}, sink.blocks.get(0).dense());
    assertEquals("sample 1", sink.bad.get(0).place());
    assertEquals(List.of("0 [0.5, -1.0]", "1 [NaN, 1.0]"), sink.records);
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    byte[] whole = Files.readAllBytes(write("a.idx3", 10, false));
    refuses("cut.idx", Arrays.copyOf(whole, 50), "cut off");
    refuses("head.idx", Arrays.copyOf(whole, 9), "within its IDX header");
    refuses("long.idx", Arrays.copyOf(whole, whole.length + 1), "has 77");
    refuses("magic.idx", "1,2,3\n".getBytes(), "is not an IDX file");
    byte[] none = whole.clone();
    none[7] = 0;
    refuses("none.idx", none, "impossible dimensions");
    for (int length : new int[] {50, whole.length + 1}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
        out.write(Arrays.copyOf(whole, length));
      }
      refuses("packed" + length + ".idx.gz", bytes.toByteArray(), "header tells of 10 samples");
    }
  }

  private void refuses(String name, byte[] bytes, String message) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    BadDataException refused =
        assertThrows(
            BadDataException.class, () -> RawFixture.of(file, "format", "idx").read(), name);
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertTrue(refused.getMessage().contains(name), refused.getMessage());
  }

  @Test
  void refusesFilesThatDoNotFit() throws IOException {
    Path images = write("a.idx3", 10, false);
    Path labels = write("b.idx1", 9, true);
    BadDataException refused =
        assertThrows(
            BadDataException.class,
            () -> RawFixture.of(images, "labels", labels.toString()).infer());
    assertTrue(refused.getMessage().contains("holds 10 samples, but"), refused.getMessage());
    refused = assertThrows(BadDataException.class, () -> RawFixture.of(labels).infer());
    assertTrue(refused.getMessage().contains("labels only"), refused.getMessage());
    refused =
        assertThrows(
            BadDataException.class,
            () -> RawFixture.of(images, "labels", images.toString()).infer());
    assertTrue(refused.getMessage().contains("several dimensions"), refused.getMessage());
  }
}

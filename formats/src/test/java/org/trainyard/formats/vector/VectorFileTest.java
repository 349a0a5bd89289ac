package org.trainyard.formats.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {
  @TempDir java.nio.file.Path folder;
  private FileSystem fs;

  @BeforeEach
  void open() throws IOException {
    fs = FileSystem.getLocal(new Configuration()).getRaw();
  }

  private Path path(String name) {
    return new Path(folder.resolve(name).toUri());
  }

  private static SortedMap<String, double[]> vectors() {
    SortedMap<String, double[]> vectors = new TreeMap<>();
    vectors.put("empty", new double[0]);
    vectors.put(
        "few", new double[] {1, -0.0, Double.NaN, Double.MIN_VALUE, Double.POSITIVE_INFINITY});
    double[] many = new double[300_001];
    for (int i = 0; i < many.length; i++) {
      many[i] = 1.0 / i;
    }
    vectors.put("many", many);
    return vectors;
  }

  @Test
  void vectorsComeBackToTheLastBit() throws IOException {
    VectorFile.write(fs, path("v"), "state", "{\"a\":1}", vectors());
    VectorFile.Content content = VectorFile.read(fs, path("v"), "state");
    assertEquals("{\"a\":1}", content.json());
    assertEquals(vectors().keySet(), content.vectors().keySet());
    vectors().forEach((name, expected) -> assertArrayEquals(expected, content.vectors().get(name)));
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    VectorFile.write(fs, path("a"), "state", "{}", vectors());
    VectorFile.write(fs, path("b"), "state", "{}", vectors());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
  }

  @Test
  void filesOfAnotherKindAreRefusedByName() throws IOException {
    VectorFile.write(fs, path("v"), "state", "{}", vectors());
    assertMessage("it is state", () -> VectorFile.read(fs, path("v"), "model"));
    Files.writeString(folder.resolve("text"), "hello, this is no Avro file at all");
    assertMessage("no Avro file", () -> VectorFile.read(fs, path("text"), "model"));
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    VectorFile.write(fs, path("v"), "state", "{}", vectors());
    byte[] bytes = Files.readAllBytes(folder.resolve("v"));
    bytes[bytes.length / 2] ^= 0x40;
    java.util.Arrays.fill(bytes, bytes.length - 40, bytes.length, (byte) 7);
    Files.write(folder.resolve("v"), bytes);
    assertMessage("damaged", () -> VectorFile.read(fs, path("v"), "state"));
  }

  @Test
  void readsTheGoldenFileOfVersionOne() throws IOException {
    Path golden = new Path(VectorFileTest.class.getResource("/golden/v1/vectors.avro").toString());
    VectorFile.Content content = VectorFile.read(fs, golden, "state");
    assertEquals("{\"golden\":true}", content.json());
    assertArrayEquals(new double[] {1.5, -2.25, 1e300}, content.vectors().get("x"));
  }

  private static void assertMessage(
      String fragment, org.junit.jupiter.api.function.Executable code) {
    String message = assertThrows(CorruptFileException.class, code).getMessage();
    assertTrue(message.contains(fragment), message);
  }
}

package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawInputsTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("days/2"));
    Files.createDirectories(folder.resolve("days/_tmp"));
    Files.createDirectories(folder.resolve("none"));
    RawFixture.write(folder, "days/2/b.libsvm", "1 1:1\n");
    RawFixture.write(folder, "days/a.libsvm", "1 1:1\n");
    RawFixture.write(folder, "days/c.libsvm", "");
    RawFixture.write(folder, "days/_SUCCESS", "x");
    RawFixture.write(folder, "days/.a.libsvm.crc", "x");
    RawFixture.write(folder, "days/_tmp/d.libsvm", "1 1:1\n");
    RawFixture.write(folder, "table.csv", "1,2\n");
    RawFixture.write(folder, "empty.csv", "");
  }

  private RawInputs find(String paths) throws IOException {
    return RawInputs.find(RawFixture.of(paths).source(), new Configuration(false));
  }

  private List<String> names(String paths) throws IOException {
    return find(paths).files().stream()
        .map(file -> file.path().substring(file.path().lastIndexOf('/') + 1))
        .toList();
  }

  @Test
  void findsFilesOfFoldersGlobsAndPaths() throws IOException {
    assertEquals(List.of("b.libsvm", "a.libsvm"), names(folder + "/days"));
    assertEquals(List.of("b.libsvm", "a.libsvm"), names(folder + "/day*"));
    assertEquals(List.of("b.libsvm", "a.libsvm"), names(folder + "/days/*"));
    assertEquals(List.of("b.libsvm"), names(folder + "/days/{2,3}"));
    assertEquals(
        List.of("b.libsvm", "a.libsvm"), names(folder + "/days/a.libsvm, " + folder + "/days"));
    RawInputs inputs = find(folder + "/days");
    assertEquals(0, inputs.files().get(0).index());
    assertEquals(1, inputs.files().get(1).index());
    assertTrue(inputs.files().get(0).path().startsWith("file:/"));
    assertEquals(12, inputs.totalBytes());
  }

  @Test
  void takesANameThatLooksLikeAGlob() throws IOException {
    RawFixture.write(folder, "x[1].csv", "1,2\n");
    assertEquals(List.of("x[1].csv"), names(folder + "/x[1].csv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/nothing|Nothing matches",
        "/no*thing|Nothing matches",
        "/none|holds no files",
        "/empty.csv|all its files are empty",
        "/table.csv,DIR/days|mixes formats"
      })
  void refusesInputThatCannotBe(String paths, String message) {
    BadDataException refused =
        assertThrows(
            BadDataException.class, () -> find(folder + paths.replace("DIR", folder.toString())));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 65536",
    "4194304, 65536",
    "4194368, 131072",
    "8388608, 131072",
    "8388672, 262144",
    "100000000, 2097152",
    "1000000000000, 8388608"
  })
  void choosesTheChunkFromTheInput(long total, long chunk) {
    assertEquals(chunk, RawInputs.chunkBytes(total));
  }

  @Test
  void countsTheChunks() throws IOException {
    RawFixture fixture = RawFixture.of(folder + "/days/a.libsvm", "chunk-bytes", "4");
    RawInputs inputs = RawInputs.find(fixture.source(), fixture.conf);
    assertEquals(2, inputs.files().get(0).chunks());
    assertTrue(inputs.files().get(0).splittable());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a9a.t|1 3:1 4:1|LIBSVM",
        "adult.data|39, State-gov, 77516|CSV",
        "part-00000|a\tb|TSV",
        "train-images-idx3-ubyte|x|IDX",
        "x.avro|x|AVRO",
        "X.TSV|x|TSV"
      })
  void tellsTheFormat(String name, String text, RawFormat format) throws IOException {
    assertEquals(format, find(RawFixture.write(folder, name, text).toString()).format());
  }

  @Test
  void asksForTheFormatThatItCannotTell() throws IOException {
    Path file = RawFixture.write(folder, "notes.txt", "hello world\n");
    BadDataException refused = assertThrows(BadDataException.class, () -> find(file.toString()));
    assertTrue(refused.getMessage().contains("--format"), refused.getMessage());
    Path packed = Files.write(folder.resolve("packed"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    refused = assertThrows(BadDataException.class, () -> find(packed.toString()));
    assertTrue(refused.getMessage().contains(".gz"), refused.getMessage());
  }
}

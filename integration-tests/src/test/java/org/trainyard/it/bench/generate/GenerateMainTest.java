package org.trainyard.it.bench.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateMainTest {
  @TempDir private Path folder;

  @Test
  void givesTheSameBytesOnEveryMachine() throws IOException {
    assertEquals("6d89b1df", crc("dense", "--rows", "5000", "--columns", "7"));
    assertEquals("911080e", crc("sparse", "--rows", "5000", "--columns", "10000"));
  }

  @Test
  void followsTheSeed() throws IOException {
    assertNotEquals(crc("dense", "--rows", "100"), crc("dense", "--rows", "100", "--seed", "2"));
  }

  @Test
  void saysTheSameInBothForms() throws IOException {
    List<String> libsvm = lines("dense", "--rows", "3000", "--columns", "3");
    List<String> csv = lines("dense", "--rows", "3000", "--columns", "3", "--format", "csv");
    assertEquals("label,x1,x2,x3", csv.get(0));
    assertEquals(
        libsvm.stream().map(line -> line.replaceAll(" \\d+:", ",")).toList(),
        csv.subList(1, csv.size()));
  }

  @Test
  void sparseRowsHaveDifferentAscendingColumns() throws IOException {
    List<String> lines = lines("sparse", "--rows", "500", "--columns", "100", "--non-zeros", "50");
    assertEquals(500, lines.size());
    for (String line : lines) {
      int[] columns =
          Stream.of(line.split(" "))
              .skip(1)
              .mapToInt(word -> Integer.parseInt(word.substring(0, word.indexOf(':'))))
              .toArray();
      assertEquals(50, columns.length);
      assertTrue(columns[0] >= 1 && columns[49] <= 100, line);
      assertEquals(50, Arrays.stream(columns).distinct().count(), line);
      assertEquals(
          Arrays.toString(Arrays.stream(columns).sorted().toArray()), Arrays.toString(columns));
    }
  }

  @Test
  void frequenciesFollowThePowerLaw() throws IOException {
    List<String> lines =
        lines("sparse", "--rows", "20000", "--columns", "1000", "--non-zeros", "1");
    long[] count = new long[1001];
    lines.forEach(line -> count[Integer.parseInt(line.split("[ :]")[1])]++);
    long[] ranked = Arrays.stream(count).map(c -> -c).sorted().map(c -> -c).toArray();
    // Of the mass between 1 and 1001 with density x^-1.1, that between 1 and 2, and 10 and 11.
    double whole = 1 - Math.pow(1001, -0.1);
    assertEquals(20000 * (1 - Math.pow(2, -0.1)) / whole, ranked[0], 200);
    assertEquals(20000 * (Math.pow(10, -0.1) - Math.pow(11, -0.1)) / whole, ranked[9], 60);
  }

  private String crc(String... options) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(String.join("\n", lines(options)).getBytes(StandardCharsets.US_ASCII));
    return Long.toHexString(crc.getValue());
  }

  private List<String> lines(String... options) throws IOException {
    Path file = folder.resolve("data");
    GenerateMain.main(
        Stream.concat(Stream.of(options), Stream.of("--output", file.toString()))
            .toArray(String[]::new));
    return Files.readAllLines(file);
  }
}

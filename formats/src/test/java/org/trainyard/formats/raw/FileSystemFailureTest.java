package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file system throws is not mistaken for wrong data. */
class FileSystemFailureTest {
  private final Configuration conf = new Configuration(false);
  @TempDir Path folder;

  @Test
  void aChecksumThatFailsStaysWhatItIs() throws IOException {
    Path a9a = RawFixture.DATA.resolve("a9a/a9a.libsvm.gz");
    byte[] bytes = Files.readAllBytes(a9a);
    org.apache.hadoop.fs.Path stored =
        new org.apache.hadoop.fs.Path(folder.toUri().toString(), "a9a.libsvm.gz");
    FileSystem local = FileSystem.getLocal(conf);
    try (OutputStream out = local.create(stored)) {
      out.write(bytes);
    }
    RawFixture fixture = RawFixture.of(folder.resolve("a9a.libsvm.gz")).infer();
    assertEquals(32_561, fixture.read().rows());

    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("a9a.libsvm.gz"), bytes);
    assertThrows(ChecksumException.class, fixture::read);
  }

  @Test
  void aFileThatIsGoneStaysWhatItIs() throws IOException {
    for (String name : List.of("a.libsvm", "b.csv")) {
      Path file = RawFixture.write(folder, name, name.startsWith("a") ? "1 1:1\n" : "1,2\n");
      RawFixture fixture = RawFixture.of(file).infer();
      Files.delete(file);
      assertThrows(FileNotFoundException.class, fixture::read);
    }
  }
}

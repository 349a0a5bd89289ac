package org.trainyard.formats.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.vector.CorruptFileException;

class BlockFileTest {
  @TempDir private Path folder;
  private BlockReference first;
  private BlockReference second;
  private byte[] bytes;

  @BeforeEach
  void writeTwoBlocks() throws IOException {
    bytes = write();
    Files.write(folder.resolve("a.avro"), bytes);
  }

  private byte[] write() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BlockFileWriter writer = new BlockFileWriter(out)) {
      first = reference(0, writer.write(Blocks.tabular()));
      second = reference(1, writer.write(Blocks.sparse()));
    }
    return out.toByteArray();
  }

  private static BlockReference reference(long index, BlockFileWriter.Written written) {
    return new BlockReference(index, "a.avro", written.position(), written.bytes(), 3);
  }

  private DatasetReader reader() {
    return new DatasetReader(
        new Configuration(false), new org.apache.hadoop.fs.Path(folder.toUri()));
  }

  @Test
  void blocksComeBackToTheLastBitInAnyOrder() throws IOException {
    try (DatasetReader reader = reader()) {
      Blocks.assertSame(Blocks.tabular(), reader.read(first));
      Blocks.assertSame(Blocks.sparse(), reader.read(second));
      Blocks.assertSame(Blocks.sparse(), reader.read(second));
      Blocks.assertSame(Blocks.tabular(), reader.read(first));
    }
  }

  @Test
  void sameBlocksAreTheSameFile() throws IOException {
    assertArrayEquals(bytes, write());
  }

  @Test
  void everyDamagedByteOfABlockIsNoticedAndNamed() throws IOException {
    int end = (int) (second.position() + second.bytes());
    for (int at = (int) second.position(); at < end; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x10;
      Files.write(folder.resolve("a.avro"), damaged);
      try (DatasetReader reader = reader()) {
        CorruptFileException e =
            assertThrows(
                CorruptFileException.class, () -> reader.read(second), "damaged byte " + at);
        assertTrue(e.getMessage().contains("a.avro at byte " + second.position()), e.getMessage());
        assertTrue(e.getMessage().contains("pack the input again"), e.getMessage());
      }
    }
  }

  @Test
  void aMissingFileIsADamagedDataset() throws IOException {
    Files.delete(folder.resolve("a.avro"));
    try (DatasetReader reader = reader()) {
      CorruptFileException e = assertThrows(CorruptFileException.class, () -> reader.read(first));
      assertTrue(e.getMessage().contains("the file is gone"), e.getMessage());
    }
  }
}

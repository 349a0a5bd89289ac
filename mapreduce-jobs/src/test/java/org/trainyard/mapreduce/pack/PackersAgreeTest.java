package org.trainyard.mapreduce.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.dataset.Dataset;

class PackersAgreeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "a9a/a9a.libsvm.gz, 32561",
    "adult/adult.data.csv.gz, 32561",
    "housing/housing.csv.gz, 20640",
    "iris/iris.csv, 150",
    "optdigits, 5620"
  })
  void oneDatasetWhateverTheTasks(String input, long rows) throws Exception {
    String plain = decompressed(input);
    Configuration conf = Packing.local(folder);
    List<Packer> packers =
        List.of(
            new LocalPacker(conf, 1),
            new LocalPacker(conf, 2),
            Packing.onJobs(conf, 1),
            Packing.onJobs(conf, 2),
            Packing.onJobs(conf, 4),
            Packing.inPieces(conf, 1),
            Packing.inPieces(conf, 3));
    byte[] document = null;
    List<byte[]> blocks = null;
    for (int p = 0; p < packers.size(); p++) {
      Path output = folder.resolve("dataset" + p);
      Dataset dataset =
          packers
              .get(p)
              .pack(Packing.request(output, plain, "trainyard.input.chunk-bytes", "65536"));
      assertEquals(rows, dataset.document().rows());
      assertTrue(Files.exists(output.resolve("_SUCCESS")));
      byte[] documentNow = Files.readAllBytes(output.resolve("dataset.json"));
      List<byte[]> blocksNow = bytesOfBlocks(dataset, output);
      if (document == null) {
        document = documentNow;
        blocks = blocksNow;
      }
      assertEquals(new String(document), new String(documentNow));
      assertEquals(blocks.size(), blocksNow.size());
      for (int b = 0; b < blocks.size(); b++) {
        assertArrayEquals(blocks.get(b), blocksNow.get(b), "block " + b);
      }
      try (Stream<Path> files = Files.list(output)) {
        assertEquals(
            List.of("_SUCCESS", "blocks.avro", "data", "dataset.json"),
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.startsWith("."))
                .sorted()
                .toList());
      }
    }
  }

  /** Uncompressed, so that the input can be split. */
  private String decompressed(String input) throws Exception {
    Path source = Path.of(Packing.DATA + input);
    Path target = folder.resolve("input");
    Files.createDirectories(target);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(source)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.endsWith(".gz")) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          Files.copy(in, target.resolve(name.substring(0, name.length() - 3)));
        }
      } else {
        Files.copy(file, target.resolve(name));
      }
    }
    return target.toUri().toString();
  }

  private static List<byte[]> bytesOfBlocks(Dataset dataset, Path output) throws Exception {
    List<byte[]> blocks = new ArrayList<>();
    for (BlockReference block : dataset.blocks()) {
      try (RandomAccessFile file =
          new RandomAccessFile(output.resolve(block.file()).toFile(), "r")) {
        byte[] bytes = new byte[block.bytes()];
        file.seek(block.position());
        file.readFully(bytes);
        blocks.add(bytes);
      }
    }
    return blocks;
  }
}

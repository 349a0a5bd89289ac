package org.trainyard.mapreduce.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetReader;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.raw.RawSchema;

/** Requests and packers for tests. */
final class Packing {
  static final String DATA = "../integration-tests/data/";

  private Packing() {}

  /** The local file system and the local job runner, with their files under a folder. */
  static Configuration local(Path temporary) {
    Configuration conf = new Configuration();
    conf.set("mapreduce.framework.name", "local");
    conf.set("hadoop.tmp.dir", temporary.resolve("hadoop").toString());
    conf.setInt("mapreduce.local.map.tasks.maximum", 2);
    conf.setInt("mapreduce.client.completion.pollinterval", 20);
    return conf;
  }

  static PackRequest request(Path output, String inputs, String... settings) {
    return request(output, inputs, null, PackRequest.IfDifferent.REFUSE, settings);
  }

  static PackRequest request(
      Path output,
      String inputs,
      RawSchema schema,
      PackRequest.IfDifferent ifDifferent,
      String... settings) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return new PackRequest(values::get, inputs, null, schema, path(output), ifDifferent);
  }

  static org.apache.hadoop.fs.Path path(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  /** All blocks in order. */
  static List<StoredBlock> blocks(Dataset dataset) throws IOException {
    List<StoredBlock> blocks = new ArrayList<>();
    try (DatasetReader reader = dataset.reader()) {
      for (BlockReference reference : dataset.blocks()) {
        blocks.add(reader.read(reference));
      }
    }
    return blocks;
  }

  static Packer onJobs(Configuration conf, int tasks) {
    return new MapReducePacker(conf, job -> {}, tasks);
  }

  /**
   * In pieces, as unlucky as can be: the last one first, each by two threads at once, after a third
   * one has begun with it and given up, and once more when all is done.
   */
  static Packer inPieces(Configuration conf, int places) {
    return new PiecePacker(
        conf,
        new PiecePacker.Hands() {
          @Override
          public int places() {
            return places;
          }

          @Override
          public void pack(PackOrder order, List<PackPiece> pieces) throws IOException {
            PieceWork work = new PieceWork(conf, order);
            for (int piece = pieces.size() - 1; piece >= 0; piece--) {
              giveUp(work, piece);
              twice(new PieceWork(conf, order), piece);
            }
            assertEquals(0, work.pack(0, () -> true), "rows of a piece that is there");
          }
        },
        1 << 16);
  }

  private static void giveUp(PieceWork work, int piece) throws IOException {
    try {
      assertEquals(0, work.pack(piece, () -> false), "rows of a piece that is not needed");
    } catch (InterruptedIOException e) {
      assertTrue(e.getMessage().contains("Piece " + piece), e::getMessage);
    }
  }

  private static void twice(PieceWork work, int piece) throws IOException {
    List<CompletableFuture<Long>> both = new ArrayList<>();
    for (int copy = 0; copy < 2; copy++) {
      both.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return work.pack(piece, () -> true);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }));
    }
    both.forEach(CompletableFuture::join);
  }
}

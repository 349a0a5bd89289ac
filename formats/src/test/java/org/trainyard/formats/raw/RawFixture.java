package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.config.KeySource;

/** Reads raw input in tests the way that a pack task does. */
final class RawFixture {
  static final Path DATA = Path.of("../integration-tests/data");

  final Map<String, String> options = new HashMap<>();
  final Configuration conf = new Configuration(false);
  RawInputs inputs;
  RawSchema schema;

  /** With settings given as pairs of the last part of the key's name and its value. */
  static RawFixture of(Object input, String... pairs) {
    RawFixture fixture = new RawFixture();
    fixture.options.put("trainyard.input.input", input.toString());
    for (int i = 0; i < pairs.length; i += 2) {
      fixture.options.put("trainyard.input." + pairs[i], pairs[i + 1]);
    }
    return fixture;
  }

  static Path write(Path folder, String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  KeySource source() {
    return options::get;
  }

  RawFixture infer() throws IOException {
    inputs = RawInputs.find(source(), conf);
    schema = RawReaders.infer(source(), inputs, conf);
    return this;
  }

  /** Reads all files in one go each. */
  CollectingSink read() throws IOException {
    return readBy(Integer.MAX_VALUE, new CollectingSink());
  }

  /** Reads all files, so many chunks at a time. */
  private CollectingSink readBy(int group, CollectingSink sink) throws IOException {
    if (inputs == null) {
      infer();
    }
    RawReader reader =
        RawReaders.create(source(), inputs.format(), schema, conf, inputs.chunkBytes());
    for (InputFile file : inputs.files()) {
      for (long from = 0; from < file.chunks(); from += group) {
        reader.read(file, from, Math.min(from + group, file.chunks()), sink);
      }
    }
    return sink;
  }

  /** Reads in several groupings and holds them to the same result. */
  CollectingSink readInAllWays() throws IOException {
    CollectingSink whole = readBy(Integer.MAX_VALUE, new CollectingSink(true));
    for (int group : new int[] {1, 2, 3, 7}) {
      assertEquals(
          whole.text(),
          readBy(group, new CollectingSink(true)).text(),
          group + " chunks at a time");
    }
    return whole;
  }
}

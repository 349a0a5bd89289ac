package org.trainyard.mapreduce.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema;

class BadRecordTest {
  private static final int LINES = 40_000;

  @TempDir private Path folder;
  private Path input;
  private Path output;

  /** Where the bad lines begin. */
  private final List<String> places = new ArrayList<>();

  /** Bad are the lines 12001, 22001, 32001 of 40000: in the middle of tasks but the first. */
  @BeforeEach
  void writeInput() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      boolean bad = i == 12_000 || i == 22_000 || i == 32_000;
      if (bad) {
        places.add("byte " + lines.length());
      }
      lines.append(bad ? "1 3:x" + i : "1 3:" + i).append('\n');
    }
    input = Files.writeString(folder.resolve("input.svm"), lines);
    output = folder.resolve("dataset");
  }

  private Packer packer(String kind) {
    return switch (kind) {
      case "local" -> new LocalPacker(Packing.local(folder), 2);
      case "pieces" -> Packing.inPieces(Packing.local(folder), 2);
      case "job" -> Packing.onJobs(Packing.local(folder), 4);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private PackRequest request(String... settings) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "trainyard.input.format", "libsvm", "trainyard.input.chunk-bytes", "65536"),
                Stream.of(settings))
            .toArray(String[]::new);
    return Packing.request(output, input.toString(), all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "job", "pieces"})
  void theFirstOneEndsThePacking(String kind) {
    BadDataException e = assertThrows(BadDataException.class, () -> packer(kind).pack(request()));
    assertTrue(e.getMessage().contains(places.get(0)), e.getMessage());
    assertTrue(e.getMessage().contains("input.svm"), e.getMessage());
    assertTrue(e.getMessage().contains("3:x12000"), e.getMessage());
    assertTrue(e.getMessage().contains("--on-bad-record skip"), e.getMessage());
    assertFalse(Files.exists(output), "what was begun is deleted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "job", "pieces"})
  void someMayBeLeftOutAndAreKept(String kind) throws Exception {
    Dataset dataset =
        packer(kind)
            .pack(
                request(
                    "trainyard.input.on-bad-record",
                    "skip",
                    "trainyard.input.max-bad-records",
                    "3"));
    assertEquals(LINES - 3, dataset.document().rows());
    assertEquals(3, dataset.document().skippedRecords());
    List<String> kept = Files.readAllLines(output.resolve("quarantine/bad-records.tsv"));
    assertEquals(3, kept.size());
    for (int i = 0; i < 3; i++) {
      String[] fields = kept.get(i).split("\t");
      assertEquals(4, fields.length);
      assertTrue(fields[0].endsWith("input.svm"), fields[0]);
      assertTrue(fields[1].contains(places.get(i)), fields[1]);
      assertEquals("1 3:x" + (12_000 + 10_000 * i), fields[3]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "job", "pieces"})
  void tooManyEndThePacking(String kind) {
    BadDataException e =
        assertThrows(
            BadDataException.class,
            () ->
                packer(kind)
                    .pack(
                        request(
                            "trainyard.input.on-bad-record",
                            "skip",
                            "trainyard.input.max-bad-records",
                            "2")));
    assertTrue(e.getMessage().contains("More than 2 records are bad"), e.getMessage());
    assertTrue(e.getMessage().contains("--max-bad-records"), e.getMessage());
    assertFalse(Files.exists(output));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "job", "pieces"})
  void nothingButBadRecordsIsNoDataset(String kind) throws Exception {
    Files.writeString(input, "1 3:x\n1 4:y\n");
    // As validation data would come: no schema is looked for in them.
    RawSchema schema =
        new RawSchema(
            RawSchema.Layout.SPARSE,
            List.of(),
            "label",
            RawSchema.LabelKind.NUMBER,
            null,
            List.of(),
            false);
    BadDataException e =
        assertThrows(
            BadDataException.class,
            () ->
                packer(kind)
                    .pack(
                        Packing.request(
                            output,
                            input.toString(),
                            schema,
                            PackRequest.IfDifferent.REFUSE,
                            "trainyard.input.format",
                            "libsvm",
                            "trainyard.input.on-bad-record",
                            "skip")));
    assertTrue(e.getMessage().contains("no usable record"), e.getMessage());
    assertFalse(Files.exists(output));
  }
}

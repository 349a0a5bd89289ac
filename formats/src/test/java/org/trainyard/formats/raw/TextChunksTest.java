package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextChunksTest {
  private final Configuration conf = new Configuration(false);
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "\n",
        "a\n",
        "\n\n\n",
        "abc\ndef\n",
        "abc\ndef",
        "abcd\nefgh\n",
        "abcdefg\nh\n",
        "abcdefgh\n",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\nx\ny",
        "a\r\nb\r\n\r\nc",
        "abcdefg\r\nabc",
        "\uFEFFabc\ndef\n",
        "\uFEFF\n\nabcdefghijk",
        "äöü\nß€\n"
      })
  void anyGroupingGivesTheSameLinesAndDigests(String text) throws Exception {
    check(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aByteThatIsNoUtf8EndsNoLineAndHidesNone() throws Exception {
    check(new byte[] {'a', (byte) 0xFF, 'b', '\n', 'c', '\n', (byte) 0xFF, '\n', 'd'});
  }

  @Test
  void anyGroupingGivesTheSameLinesAndDigestsOfRandomText() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 25; i++) {
      byte[] text = new byte[1 + random.nextInt(120)];
      for (int b = 0; b < text.length; b++) {
        text[b] = (byte) "abc\n\n\r".charAt(random.nextInt(6));
      }
      check(text);
    }
  }

  /** What is expected is worked out from the text alone, by other means. */
  private void check(byte[] text) throws Exception {
    Path path = Files.write(folder.resolve("text"), text);
    for (int chunkBytes : new int[] {1, 3, 8, 1000}) {
      List<String> expected = expected(text, chunkBytes);
      long chunks = (text.length + chunkBytes - 1) / chunkBytes;
      InputFile file = new InputFile(0, path.toUri().toString(), text.length, 0, true, chunks);
      for (long group : new long[] {1, 2, 5, chunks}) {
        List<String> found = new ArrayList<>();
        for (long from = 0; from < chunks; from += group) {
          found.addAll(events(file, chunkBytes, from, Math.min(from + group, chunks)));
        }
        assertEquals(expected, found, chunkBytes + " bytes, " + group + " chunks at a time");
      }
      assertEquals(expected, events(compressed(text), chunkBytes, 0, 1), "compressed");
    }
  }

  private List<String> expected(byte[] text, int chunkBytes) throws Exception {
    List<List<String>> byChunk = new ArrayList<>();
    for (int from = 0; from < text.length; from += chunkBytes) {
      byChunk.add(new ArrayList<>());
    }
    String latin = new String(text, StandardCharsets.ISO_8859_1);
    int start = 0;
    while (start < latin.length()) {
      int end = latin.indexOf('\n', start);
      end = end < 0 ? latin.length() : end;
      String line = latin.substring(start, end);
      line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      line = line.startsWith("\u00EF\u00BB\u00BF") ? line.substring(3) : line;
      byChunk.get(start / chunkBytes).add(start + ":" + line);
      start = end + 1;
    }
    List<String> all = new ArrayList<>();
    for (int chunk = 0; chunk < byChunk.size(); chunk++) {
      all.addAll(byChunk.get(chunk));
      all.add("end " + chunk);
      int from = chunk * chunkBytes;
      byte[] own = Arrays.copyOfRange(text, from, Math.min(from + chunkBytes, text.length));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(own);
      all.add("0/" + chunk + " " + own.length + " " + HexFormat.of().formatHex(digest));
    }
    return all;
  }

  private List<String> events(InputFile file, int chunkBytes, long from, long to)
      throws IOException {
    List<String> events = new ArrayList<>();
    CollectingSink sink = new CollectingSink();
    TextChunks.Handler handler =
        new TextChunks.Handler() {
          @Override
          public void line(TextLine line) {
            events.addAll(sink.chunks);
            sink.chunks.clear();
            assertEquals(line.offset / chunkBytes, line.chunk);
            String text =
                new String(line.bytes, line.from, line.to - line.from, StandardCharsets.ISO_8859_1);
            events.add(line.offset + ":" + text);
          }

          @Override
          public void endOfChunk(long chunk) {
            events.addAll(sink.chunks);
            sink.chunks.clear();
            events.add("end " + chunk);
          }
        };
    new TextChunks(conf, chunkBytes, -1).read(file, from, to, handler, sink);
    events.addAll(sink.chunks);
    return events;
  }

  private InputFile compressed(byte[] text) throws IOException {
    Path path = Files.write(folder.resolve("text.gz"), gzip(text));
    return new InputFile(0, path.toUri().toString(), Files.size(path), 0, false, 1);
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  @Test
  void readsBzip2() throws IOException {
    Path path = folder.resolve("text.bz2");
    BZip2Codec codec = new BZip2Codec();
    codec.setConf(conf);
    try (OutputStream out = codec.createOutputStream(Files.newOutputStream(path))) {
      out.write("abc\ndef\n".getBytes(StandardCharsets.UTF_8));
    }
    InputFile file = new InputFile(0, path.toUri().toString(), Files.size(path), 0, false, 1);
    assertTrue(events(file, 100, 0, 1).containsAll(List.of("0:abc", "4:def")));
  }

  @Test
  void tellsTheFileAndThePlaceOfDamage() throws IOException {
    byte[] random = new byte[200_000];
    new Random(3).nextBytes(random);
    byte[] whole = gzip(random);
    Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length / 2));
    whole[whole.length / 2] ^= 0x55;
    Path flipped = Files.write(folder.resolve("flipped.gz"), whole);
    Path text = Files.write(folder.resolve("text.gz"), "no gzip".getBytes(StandardCharsets.UTF_8));
    for (Path path : List.of(cut, flipped, text)) {
      InputFile file = new InputFile(0, path.toUri().toString(), Files.size(path), 0, false, 1);
      BadDataException damaged =
          assertThrows(BadDataException.class, () -> events(file, 1000, 0, 1), path.toString());
      assertTrue(damaged.getMessage().contains(path.getFileName().toString()));
      assertTrue(damaged.getMessage().contains("byte "), damaged.getMessage());
    }
  }

  @Test
  void noticesAFileThatBecameShorter() throws IOException {
    Path path = RawFixture.write(folder, "short", "abc\n");
    InputFile file = new InputFile(0, path.toUri().toString(), 10, 0, true, 1);
    BadDataException changed = assertThrows(BadDataException.class, () -> events(file, 100, 0, 1));
    assertTrue(changed.getMessage().contains("had 10"), changed.getMessage());
  }

  @Test
  void lineEndsInQuotesDoNotEndALine() throws IOException {
    Path path = RawFixture.write(folder, "quoted", "a,\"b\nc\"\nd\n");
    InputFile file = new InputFile(0, path.toUri().toString(), 10, 0, false, 1);
    List<String> lines = new ArrayList<>();
    new TextChunks(conf, 100, '"')
        .read(
            file, 0, 1, line -> lines.add(line.place() + ":" + line.text()), new CollectingSink());
    assertEquals(List.of("line 1 (byte 0):a,\"b\nc\"", "line 3 (byte 8):d"), lines);
  }

  @Test
  void refusesALineWithoutEnd() throws IOException {
    Path path = folder.resolve("long");
    try (OutputStream out = Files.newOutputStream(path)) {
      byte[] piece = new byte[1 << 20];
      Arrays.fill(piece, (byte) 'x');
      for (int i = 0; i <= 64; i++) {
        out.write(piece);
      }
    }
    InputFile file = new InputFile(0, path.toUri().toString(), Files.size(path), 0, true, 1);
    BadDataException refused =
        assertThrows(BadDataException.class, () -> events(file, 1 << 27, 0, 1));
    assertTrue(refused.getMessage().contains("the line at byte 0 is longer"), refused.getMessage());
  }
}

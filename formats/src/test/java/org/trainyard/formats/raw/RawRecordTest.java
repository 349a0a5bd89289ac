package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.dataset.StoredBlock;

class RawRecordTest {
  @TempDir Path folder;

  /** Writes down what it hears, in order. */
  private static final class Log implements RawSink {
    private final List<String> heard = new ArrayList<>();
    private final int field;

    Log(int field) {
      this.field = field;
    }

    @Override
    public void record(RawRecord record) {
      heard.add(
          record.position()
              + " "
              + new String(record.line(), StandardCharsets.UTF_8)
              + " "
              + record.field(field));
      assertNull(record.field(99));
    }

    @Override
    public void block(StoredBlock block) {
      heard.add("block of " + block.rows());
    }

    @Override
    public void bad(BadRecord record) {
      heard.add("bad");
    }

    @Override
    public void chunkDone(InputFile file, long chunk, long bytes, byte[] sha256) {}
  }

  private static List<String> read(RawFixture fixture, int field) throws IOException {
    fixture.infer();
    Log log = new Log(field);
    InputFile file = fixture.inputs.files().get(0);
    RawReaders.create(
            fixture.source(),
            fixture.inputs.format(),
            fixture.schema,
            fixture.conf,
            fixture.inputs.chunkBytes())
        .read(file, 0, file.chunks(), log);
    return log.heard;
  }

  @Test
  void tablesGiveLinesAsTheyStandAndFieldsWithoutQuotes() throws IOException {
    Path file =
        RawFixture.write(folder, "a.csv", "x,name,y\n1,\"a\nb\",2\r\n\noops,c,3\n4, d ,5\n");
    assertEquals(
        List.of("9 1,\"a\nb\",2 a\nb", "21 oops,c,3 c", "bad", "30 4, d ,5 d", "block of 2"),
        read(RawFixture.of(file, "multiline", "true", "numeric", "x"), 1));
  }

  @Test
  void libsvmGivesLinesWithTheirComments() throws IOException {
    Path file = RawFixture.write(folder, "a.libsvm", "# all\n1 1:2 # c\n0 1:x\n0 2:1\n");
    assertEquals(
        List.of("6 1 1:2 # c null", "16 0 1:x null", "bad", "22 0 2:1 null", "block of 2"),
        read(RawFixture.of(file), 0));
  }
}

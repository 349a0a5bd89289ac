package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingLabelsTest {
  @TempDir Path folder;

  private static CollectingSink read(RawFixture fixture, MissingLabels missing) throws IOException {
    fixture.infer();
    CollectingSink sink = new CollectingSink();
    InputFile file = fixture.inputs.files().get(0);
    RawReaders.create(
            fixture.source(),
            fixture.inputs.format(),
            fixture.schema,
            fixture.conf,
            fixture.inputs.chunkBytes(),
            missing)
        .read(file, 0, file.chunks(), sink);
    return sink;
  }

  @Test
  void aRecordWithoutLabelIsBadOrARowWithoutLabel() throws IOException {
    Path numbers = RawFixture.write(folder, "numbers.csv", "x,y\n1,5\n2,\n3,7\n");
    assertEquals(1, read(RawFixture.of(numbers), MissingLabels.BAD_RECORD).bad.size());
    CollectingSink kept = read(RawFixture.of(numbers), MissingLabels.NO_LABEL);
    assertEquals(0, kept.bad.size());
    assertArrayEquals(new double[] {5, Double.NaN, 7}, kept.blocks.get(0).labels());
    Path texts = RawFixture.write(folder, "texts.csv", "x,y\n1,a\n2,?\n3,b\n");
    kept = read(RawFixture.of(texts), MissingLabels.NO_LABEL);
    assertArrayEquals(new int[] {0, -1, 1}, kept.blocks.get(0).textLabels().codes());
  }
}

package org.trainyard.mapreduce.iteration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.io.DataOutputBuffer;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;

class PartialWritableTest {
  private static Partial partial(double x) {
    Partial partial = new Partial(PartialShape.ofSums(3, 1));
    partial.vectors().add(1, x);
    partial.scalars().add(0, 2 * x);
    partial.visited(5);
    return partial;
  }

  @Test
  void movesAsBytesWhatItWrites() throws IOException {
    PartialWritable writable = PartialWritable.shards(partial(1.5), 1).get(0);
    DataOutputBuffer out = new DataOutputBuffer();
    writable.write(out);
    byte[] bytes = writable.toBytes();
    assertArrayEquals(Arrays.copyOf(out.getData(), out.getLength()), bytes);
    PartialWritable moved = PartialWritable.ofBytes(bytes);
    assertArrayEquals(bytes, moved.toBytes());
    Partial sum = PartialWritable.add(List.of(moved, writable, moved));
    assertEquals(4.5, sum.vectors().value(1));
    assertEquals(9.0, sum.scalars().value(0));
    assertEquals(15, sum.totals().samples());
  }

  @Test
  void bytesThatAreCutOffOrOfAnotherVersionAreRefused() throws IOException {
    byte[] bytes = PartialWritable.shards(partial(1.5), 1).get(0).toBytes();
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
    assertThrows(IOException.class, () -> PartialWritable.ofBytes(shorter));
    bytes[0]++;
    assertThrows(IOException.class, () -> PartialWritable.ofBytes(bytes));
  }
}

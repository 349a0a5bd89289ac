package org.trainyard.am.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Segment;

class SegmentCodecTest {
  private static Segment throughBytes(Segment segment) throws IOException {
    ByteBuffer bytes = SegmentCodec.encode(segment);
    assertEquals(SegmentCodec.size(segment), bytes.remaining());
    return SegmentCodec.decode(bytes);
  }

  @Test
  void aDenseSegmentComesBackBitForBit() throws IOException {
    for (int rows : new int[] {0, 1, 2, 33}) {
      Segment segment = Segments.dense(7, rows, 3);
      Segment back = throughBytes(segment);
      assertEquals(7, back.index());
      assertEquals(Segment.Role.TRAINING, back.role());
      DenseBlock expected = (DenseBlock) segment.blocks().get(0);
      DenseBlock found = (DenseBlock) back.blocks().get(0);
      assertEquals(expected.index(), found.index());
      assertEquals(3, found.features());
      assertArrayEquals(expected.values(), found.values());
      assertArrayEquals(expected.header().labels(), found.header().labels());
      assertArrayEquals(expected.header().weights(), found.header().weights());
    }
  }

  @Test
  void aSparseSegmentComesBackBitForBit() throws IOException {
    Segment segment = Segments.sparse(9);
    Segment back = throughBytes(segment);
    assertEquals(Segment.Role.VALIDATION, back.role());
    assertEquals(2, back.blocks().size());
    for (int b = 0; b < 2; b++) {
      SparseBlock expected = (SparseBlock) segment.blocks().get(b);
      SparseBlock found = (SparseBlock) back.blocks().get(b);
      assertEquals(expected.index(), found.index());
      assertEquals(1_000_000, found.features());
      assertNull(found.header().weights());
      assertArrayEquals(expected.dictionary(), found.dictionary());
      assertArrayEquals(expected.rowStart(), found.rowStart());
      assertArrayEquals(expected.columns(), found.columns());
      assertArrayEquals(expected.values(), found.values());
    }
  }

  @Test
  void anyDamagedByteIsNoticed() throws IOException {
    byte[] bytes = SegmentCodec.encode(Segments.sparse(9)).array();
    for (int b = 0; b < bytes.length; b++) {
      byte[] damaged = bytes.clone();
      damaged[b] ^= 0x10;
      assertThrows(IOException.class, () -> SegmentCodec.decode(ByteBuffer.wrap(damaged)));
    }
  }
}

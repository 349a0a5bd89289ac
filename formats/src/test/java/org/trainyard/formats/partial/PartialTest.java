package org.trainyard.formats.partial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialTest {
  private static final PartialShape SHAPE = new PartialShape(101, 3, 2, 4);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 101, 150})
  void shardsPutTogetherAreTheWhole(int shards) throws IOException {
    Partial partial = filled(new Random(5));
    double[] vectors = new double[SHAPE.vectors()];
    double[] asRead = new double[SHAPE.vectors()];
    for (int shard = 0; shard < shards; shard++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      partial.writeShard(new DataOutputStream(bytes), shard, shards);
      Partial read = new Partial(SHAPE.shard(shard, shards));
      read.readAndAdd(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      byte[] behind = partial.shardBytes(shard, shards, length -> new byte[] {(byte) length, 7});
      assertEquals((byte) bytes.size(), behind[0]);
      assertArrayEquals(bytes.toByteArray(), Arrays.copyOfRange(behind, 2, behind.length));
      Totals totals = read.totals();
      int first = SHAPE.shardStart(shard, shards);
      ByteBuffer body = ByteBuffer.wrap(behind, 2, behind.length - 2);
      Totals rounded = Partial.totals(SHAPE.shard(shard, shards), body, asRead, first);
      assertArrayEquals(totals.scalars(), rounded.scalars());
      assertEquals(totals.samples(), rounded.samples());
      assertEquals(totals.counts().get(-3), rounded.counts().get(-3));
      System.arraycopy(
          totals.vectors(), 0, vectors, SHAPE.shardStart(shard, shards), totals.vectors().length);
      if (shard == 0) {
        assertArrayEquals(partial.totals().scalars(), totals.scalars());
        assertEquals(partial.totals().samples(), totals.samples());
        assertEquals(12, totals.counts().get(-3));
        assertEquals(partial.rows().rows(1).size(), totals.rows().rows(1).size());
      } else {
        assertEquals(0, totals.samples());
      }
    }
    assertArrayEquals(partial.totals().vectors(), vectors);
    assertArrayEquals(vectors, asRead);
  }

  @Test
  void additionDoesNotDependOnTheOrder() {
    Partial ab = filled(new Random(1));
    ab.add(filled(new Random(2)));
    Partial ba = filled(new Random(2));
    ba.add(filled(new Random(1)));
    assertArrayEquals(ab.totals().vectors(), ba.totals().vectors());
    assertArrayEquals(ab.totals().scalars(), ba.totals().scalars());
    for (int group = 0; group < 2; group++) {
      assertEquals(rowIds(ab, group), rowIds(ba, group));
    }
    assertEquals(24, ab.counts().get(-3));
  }

  @Test
  void keepsTheRowsOfHighestPriorityAndOfTiesTheFirst() {
    TopRows rows = new TopRows(1, 2);
    rows.offer(0, 1.0, 9, new double[] {9});
    rows.offer(0, 1.0, 3, new double[] {3});
    rows.offer(0, 1.0, 3, new double[] {3});
    rows.offer(0, 1.0, 5, new double[] {5});
    assertEquals(List.of(3L, 5L), rows.rows(0).stream().map(TopRows.Row::row).toList());
    rows.offer(0, 2.0, 100, new double[] {100});
    assertEquals(List.of(100L, 3L), rows.rows(0).stream().map(TopRows.Row::row).toList());
    assertFalse(rows.wants(0, 0.5, 1));
    assertFalse(new TopRows(1, 0).wants(0, 1, 1));
  }

  @Test
  void countsAreVisitedInOrderOfTheirKeys() {
    Counts counts = new Counts();
    for (long key = 1000; key > -1000; key -= 7) {
      counts.add(key, 2);
      counts.add(key, 1);
    }
    long[] last = {Long.MIN_VALUE, 0};
    counts.forEach(
        (key, count) -> {
          assertEquals(3, count);
          assertEquals(1, Long.compare(key, last[0]));
          last[0] = key;
          last[1]++;
        });
    assertEquals(286, last[1]);
    assertEquals(0, counts.get(1));
  }

  private static List<Long> rowIds(Partial partial, int group) {
    return partial.rows().rows(group).stream().map(TopRows.Row::row).toList();
  }

  private static Partial filled(Random random) {
    Partial partial = new Partial(SHAPE);
    for (int i = 0; i < 300; i++) {
      partial.vectors().add(random.nextInt(SHAPE.vectors()), random.nextGaussian());
      partial.scalars().add(i % 3, random.nextGaussian());
      partial.rows().offer(i % 2, random.nextDouble(), i, new double[] {i});
    }
    partial.counts().add(-3, 12);
    partial.visited(300);
    return partial;
  }
}

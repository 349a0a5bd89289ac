package org.trainyard.am.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.mapreduce.iteration.PartialWritable;

@Timeout(60)
class ContributionTest {
  private static final int SHARDS = 2;

  /** One in each coordinate, of one sample. */
  private static PartialWritable[] ones(int length) {
    Partial partial = new Partial(PartialShape.ofSums(length, 0));
    for (int i = 0; i < length; i++) {
      partial.vectors().add(i, 1.0);
    }
    partial.visited(1);
    try {
      return PartialWritable.shards(partial, SHARDS).toArray(PartialWritable[]::new);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void keep(Contribution contribution, int length) throws Exception {
    contribution.deciding();
    contribution.keep(ones(length));
  }

  private static double first(byte[] shard) throws IOException {
    return PartialWritable.add(List.of(PartialWritable.ofBytes(shard))).vectors().value(0);
  }

  @Test
  void addsWhatIsKeptAndNotWhatIsDropped() throws Exception {
    for (int length : new int[] {4, 10_000}) {
      Contribution contribution = new Contribution(10);
      for (int split = 0; split < 70; split++) {
        keep(contribution, length);
      }
      contribution.deciding();
      contribution.drop();
      assertEquals(70, first(contribution.shard(1, 0)));
      assertEquals(70, first(contribution.shard(1, 1)));
    }
  }

  @Test
  void addsWhatSeveralThreadsBringAtATime() throws Exception {
    Contribution contribution = new Contribution(30_000);
    List<CompletableFuture<Void>> threads =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(
                t -> {
                  contribution.deciding();
                  return CompletableFuture.runAsync(
                      () -> {
                        try {
                          contribution.keep(ones(10_000));
                        } catch (IOException | InterruptedException e) {
                          throw new AssertionError(e);
                        }
                      });
                })
            .toList();
    assertEquals(8, first(contribution.shard(1, 0)), "waited for the last verdict");
    threads.forEach(CompletableFuture::join);
  }

  @Test
  void anAttemptSeesOneStateAndEndsTheOnesBefore() throws Exception {
    Contribution contribution = new Contribution(10);
    keep(contribution, 4);
    byte[] given = contribution.shard(1, 0);
    keep(contribution, 4);
    assertSame(given, contribution.shard(1, 0));
    assertEquals(1, first(contribution.shard(1, 1)));
    assertEquals(2, first(contribution.shard(2, 1)));
    assertThrows(IOException.class, () -> contribution.shard(1, 0));
  }

  @Test
  void nothingIsGivenOutWhileAVerdictIsUnderWay() throws Exception {
    Contribution contribution = new Contribution(10);
    keep(contribution, 4);
    contribution.deciding();
    assertThrows(IOException.class, () -> contribution.shard(1, 0));
    contribution.drop();
    assertEquals(1, first(contribution.shard(1, 0)));
  }

  @Test
  void whoWaitsWhenItIsOverGetsNothing() throws Exception {
    Contribution contribution = new Contribution(30_000);
    keep(contribution, 4);
    contribution.deciding();
    CompletableFuture<Void> waits =
        CompletableFuture.runAsync(
            () -> assertThrows(IOException.class, () -> contribution.shard(1, 0)));
    contribution.end();
    waits.join();
    keep(contribution, 4);
    assertThrows(IOException.class, () -> contribution.shard(2, 0));
  }
}

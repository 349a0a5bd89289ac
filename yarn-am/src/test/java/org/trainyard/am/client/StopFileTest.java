package org.trainyard.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopFileTest {
  private static final class HandClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void isLookedForOnceInASecondAndRemembered(@TempDir Path folder) throws IOException {
    HandClock clock = new HandClock();
    Path file = folder.resolve("stop");
    StopFile stop =
        new StopFile(
            FileSystem.getLocal(new Configuration()),
            new org.apache.hadoop.fs.Path(file.toUri()),
            clock);
    assertEquals(Optional.empty(), stop.asked());
    Files.writeString(file, "stopped by ann");
    assertEquals(Optional.empty(), stop.asked(), "not looked for again at once");
    clock.now = clock.now.plus(Duration.ofSeconds(1));
    assertEquals(Optional.of("stopped by ann"), stop.asked());
    Files.delete(file);
    assertEquals(Optional.of("stopped by ann"), stop.asked());
  }

  @Test
  void whoAskedIsKnownHoweverEarlyItIsLookedFor(@TempDir Path folder) throws IOException {
    Configuration conf = new Configuration();
    for (int run = 0; run < 100; run++) {
      Path path = Files.createDirectory(folder.resolve("run-" + run));
      RunDirectory directory = new RunDirectory(conf, new org.apache.hadoop.fs.Path(path.toUri()));
      org.apache.hadoop.fs.Path file = directory.layout().stop();
      FileSystem fs = file.getFileSystem(conf);
      CompletableFuture<String> seen =
          CompletableFuture.supplyAsync(
              () -> {
                Optional<String> who = Optional.empty();
                while (who.isEmpty()) {
                  who = new StopFile(fs, file, new HandClock()).asked();
                }
                return who.get();
              });
      directory.askToStop("stopped by ann");
      assertEquals("stopped by ann", seen.join());
      directory.askToStop("stopped by bob");
      try (Stream<Path> files = Files.list(path)) {
        assertEquals(
            List.of("stop"),
            files
                .map(each -> each.getFileName().toString())
                .filter(name -> !name.endsWith(".crc"))
                .toList());
      }
    }
  }
}

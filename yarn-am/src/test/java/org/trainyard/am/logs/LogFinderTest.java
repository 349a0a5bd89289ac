package org.trainyard.am.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LogFinderTest {
  private static final String CONTAINER = "container_1_0001_01_000002";

  /** Knows a log of one line, from a certain question on. */
  private static final class Place implements LogLink {
    private final int knowsFrom;
    private int asked;

    Place(int knowsFrom) {
      this.knowsFrom = knowsFrom;
    }

    @Override
    public List<ContainerLog> files(String container, String owner, String node) {
      return asked++ < knowsFrom
          ? List.of()
          : List.of(new ContainerLog(container, "n1", "stderr", 4, ""));
    }

    @Override
    public void read(ContainerLog file, String owner, Consumer<String> lines) {
      lines.accept("said");
    }

    @Override
    public List<String> containers(String application, String owner) {
      return List.of();
    }

    @Override
    public String absence() {
      return "not here";
    }
  }

  private static List<String> lines(LogLink... places) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean found =
        new LogFinder(List.of(places))
            .all(
                CONTAINER,
                "ann",
                null,
                new LogFinder.Reader() {
                  @Override
                  public void file(ContainerLog file) {
                    lines.add(file.name());
                  }

                  @Override
                  public void line(String line) {
                    lines.add(line);
                  }
                });
    assertEquals(found, !lines.isEmpty());
    return lines;
  }

  @Test
  void aLogThatWasCollectedWhileItWasLookedForIsFound() throws IOException {
    Place collected = new Place(1);
    Place node = new Place(Integer.MAX_VALUE);
    assertEquals(List.of("stderr", "said"), lines(collected, node));
  }

  @Test
  void aLogThatIsNowhereIsNotLookedForForEver() throws IOException {
    Place nowhere = new Place(Integer.MAX_VALUE);
    assertTrue(lines(nowhere).isEmpty());
    assertFalse(nowhere.asked > 2);
  }
}

package org.trainyard.am.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.am.container.RequestPolicy.Located;

class RequestPolicyTest {
  @ParameterizedTest
  @CsvSource({
    // wanted, live, asked, more
    "4, 0, 0, 4",
    "4, 1, 3, 0",
    "4, 1, 1, 2",
    "4, 4, 2, -2",
    "4, 6, 1, -1",
    "4, 9, 0, 0",
    "1, 0, 1, 0"
  })
  void asksForWhatIsMissingAndTakesBackWhatIsTooMuch(int wanted, int live, int asked, int more) {
    assertEquals(more, RequestPolicy.more(wanted, live, asked));
  }

  @Test
  void eachContainerAsksForTheHostsOfItsShareOfTheData() {
    List<Located> data =
        List.of(
            new Located(10, List.of("a", "b")),
            new Located(30, List.of("b", "c")),
            new Located(40, List.of("d")),
            new Located(40, List.of("e", "d")));
    assertEquals(List.of(List.of("b", "d", "c"), List.of("d", "e")), RequestPolicy.hosts(data, 2));
    assertEquals(List.of(List.of("d", "b", "e")), RequestPolicy.hosts(data, 1));
  }

  @Test
  void dataWithoutHostsAskForNone() {
    assertEquals(
        List.of(List.of(), List.of()), RequestPolicy.hosts(List.of(new Located(5, List.of())), 2));
  }
}

package org.trainyard.am.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "a,a,0", "'',abc,3", "abc,'',3", "train,tain,1", "ab,ba,2"})
  void countsEdits(String a, String b, int edits) {
    assertEquals(edits, Nearest.distance(a, b));
  }

  @Test
  void takesTheFirstOfEquallyNearWords() {
    assertEquals("cat", Nearest.to("bat", List.of("rat", "cat", "house")));
  }
}

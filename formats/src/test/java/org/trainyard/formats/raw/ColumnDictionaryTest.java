package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnDictionaryTest {
  private final ColumnDictionary dictionary = new ColumnDictionary();

  @Test
  void isEmptyWithoutEntries() {
    assertEquals(0, dictionary.number(new int[4], 0).length);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "1,2147483639",
    "100,64",
    "100,262144",
    "100,262145",
    "1000,300000",
    "1000,2147483639",
    "30000,7500000",
    "30000,8000000"
  })
  void numbersTheColumnsThatOccurUpwards(int count, int below) {
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      int[] columns = new int[count + 1];
      for (int i = 0; i < count; i++) {
        columns[i] = random.nextInt(below);
      }
      columns[count / 2] = below - 1;
      int[] expected =
          new TreeSet<>(IntStream.of(columns).limit(count).boxed().toList())
              .stream().mapToInt(Integer::intValue).toArray();
      int[] numbered = columns.clone();
      assertArrayEquals(expected, dictionary.number(numbered, count));
      for (int i = 0; i < count; i++) {
        assertEquals(columns[i], expected[numbered[i]]);
      }
    }
  }
}

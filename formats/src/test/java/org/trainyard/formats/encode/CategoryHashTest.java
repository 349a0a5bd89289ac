package org.trainyard.formats.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CategoryHashTest {
  @Test
  void isMurmur3() {
    assertEquals(0, CategoryHash.murmur3(""));
    assertEquals(0x248B_FA47, CategoryHash.murmur3("hello"));
    assertEquals(0x149B_BB7F, CategoryHash.murmur3("hello, world"));
    assertEquals(0x2E4F_F723, CategoryHash.murmur3("The quick brown fox jumps over the lazy dog"));
  }

  @Test
  void bucketsNeverChange() {
    assertEquals(1, CategoryHash.bucket("carrier", "UA", 4));
    assertEquals(76_089, CategoryHash.bucket("carrier", "UA", 262_144));
    assertEquals(594, CategoryHash.bucket("carrier", "Ü", 1000));
  }
}

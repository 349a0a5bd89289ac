package org.trainyard.formats.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataKeysTest {
  @Test
  void listsEveryKeyThatItDeclares() throws IllegalAccessException {
    Set<Key<?>> declared = new HashSet<>();
    for (Field field : DataKeys.class.getFields()) {
      if (field.get(null) instanceof Key<?> key) {
        declared.add(key);
      }
    }
    assertEquals(declared, new HashSet<>(DataKeys.all()));
  }

  @Test
  void namesAndOptionsAreUnique() {
    Set<String> seen = new HashSet<>();
    for (Key<?> key : DataKeys.all()) {
      assertTrue(seen.add(key.name()), key.name());
      assertTrue(seen.add(key.option()), key.option());
    }
  }

  @Test
  void everyKeyIsExplainedAndItsDefaultParses() {
    for (Key<?> key : DataKeys.all()) {
      assertTrue(key.doc().endsWith("."), key.name() + " must be explained in sentences");
      assertDoesNotThrow(() -> key.get(name -> null), key.name());
    }
  }

  @Test
  void theEmptyFieldIsMissingByDefault() {
    assertEquals(List.of("", "NA", "?", "NaN", "null"), DataKeys.MISSING.get(name -> null));
  }
}

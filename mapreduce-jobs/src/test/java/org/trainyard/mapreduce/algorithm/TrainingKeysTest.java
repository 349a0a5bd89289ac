package org.trainyard.mapreduce.algorithm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;

class TrainingKeysTest {
  @Test
  void listsEveryKeyThatItDeclares() throws IllegalAccessException {
    Set<Key<?>> declared = new HashSet<>();
    for (Field field : TrainingKeys.class.getFields()) {
      if (field.get(null) instanceof Key<?> key) {
        declared.add(key);
      }
    }
    assertEquals(declared, new HashSet<>(TrainingKeys.all()));
  }

  @Test
  void namesAndOptionsAreUniqueTogetherWithThoseOfTheData() {
    List<Key<?>> keys = new ArrayList<>(DataKeys.all());
    keys.addAll(TrainingKeys.all());
    Set<String> seen = new HashSet<>();
    for (Key<?> key : keys) {
      assertTrue(seen.add(key.name()), key.name());
      assertTrue(seen.add(key.option()), key.option());
    }
  }

  @Test
  void everyKeyIsExplainedAndItsDefaultParses() {
    for (Key<?> key : TrainingKeys.all()) {
      assertTrue(key.doc().endsWith("."), key.name() + " must be explained in sentences");
      assertDoesNotThrow(() -> key.get(name -> null), key.name());
    }
  }
}

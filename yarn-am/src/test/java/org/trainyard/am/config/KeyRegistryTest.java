package org.trainyard.am.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.registry.RegistryKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.record.AlertKeys;
import org.trainyard.mapreduce.score.ScoreKeys;

class KeyRegistryTest {
  static List<Key<?>> keys() {
    return KeyRegistry.all();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsDocumentedAndItsDefaultIsValid(Key<?> key) {
    assertTrue(key.name().startsWith(KeyRegistry.PREFIX), key.name());
    assertTrue(key.doc().endsWith("."), key + " needs a description that ends with a full stop");
    assertTrue(key.option().matches("--[a-z0-9]+(-[a-z0-9]+)*"), key.option());
    if (key.defaultText() != null) {
      assertNotNull(key.get(name -> null));
    }
  }

  @Test
  void namesAndOptionsAreUnique() {
    Set<String> seen = new HashSet<>();
    for (Key<?> key : KeyRegistry.all()) {
      assertTrue(seen.add(key.name()), key.name());
      assertTrue(seen.add(key.option()), key.option());
    }
  }

  @Test
  void holdsEveryDeclaredKey() {
    long declared =
        Stream.of(
                DataKeys.class,
                TrainingKeys.class,
                ScoreKeys.class,
                RegistryKeys.class,
                AlertKeys.class,
                DeviceKeys.class,
                YarnKeys.class)
            .flatMap(type -> Arrays.stream(type.getFields()))
            .map(Field::getType)
            .filter(type -> type == Key.class)
            .count();
    assertEquals(declared, KeyRegistry.all().size());
  }

  @Test
  void noKeyOfThisModuleCanChangeAModel() {
    assertTrue(YarnKeys.all().stream().allMatch(key -> key.effect() == Key.Effect.EXECUTION));
  }

  @Test
  void findsByName() {
    assertEquals(YarnKeys.QUEUE, KeyRegistry.find("trainyard.yarn.queue").orElseThrow());
    assertTrue(KeyRegistry.find("trainyard.yarn.queues").isEmpty());
  }
}

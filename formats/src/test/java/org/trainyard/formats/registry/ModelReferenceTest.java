package org.trainyard.formats.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.config.InvalidSettingsException;

class ModelReferenceTest {
  @Test
  void isANamePerhapsWithAVersion() {
    ModelReference current = new ModelReference("churn-eu.2", OptionalInt.empty());
    assertEquals(current, ModelReference.of("churn-eu.2"));
    assertEquals(current, ModelReference.of("churn-eu.2@current"));
    assertEquals(new ModelReference("a", OptionalInt.of(12)), ModelReference.of("a@12"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".hidden",
        "..",
        "a/b",
        "/a",
        "hdfs://host/a",
        "a@",
        "a@0",
        "a@x",
        "a@1@2",
        "a b"
      })
  void isNoPathAndNothingElse(String text) {
    assertEquals(Optional.empty(), ModelReference.find(text));
    assertThrows(InvalidSettingsException.class, () -> ModelReference.of(text));
  }
}

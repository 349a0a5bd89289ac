package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.am.resident.EnginePolicy.Choice;
import org.trainyard.am.resident.EnginePolicy.Engine;
import org.trainyard.am.resident.EnginePolicy.Facts;

class EnginePolicyTest {
  @ParameterizedTest
  @CsvSource({
    // holds all, arithmetic s, chained s, resident s, failures, adoptable; engine, because
    "true,  0.1, NaN, NaN, 0, false, RESIDENT, memory holds the data",
    "true,  900, NaN, NaN, 0, false, RESIDENT, memory holds the data",
    "false, 5.0, NaN, NaN, 0, false, RESIDENT, 5.0 s of arithmetic are short",
    "false, 300, NaN, NaN, 0, false, CHAINED,  300 s of arithmetic hide",
    "true,  0.1, 9.5, 12,  0, false, CHAINED,  12.0 s resident and 9.5 s chained",
    "true,  0.1, 9.5, 0.2, 0, false, RESIDENT, memory holds the data",
    "true,  0.1, 9.5, NaN, 1, false, RESIDENT, memory holds the data",
    "true,  0.1, 9.5, NaN, 2, false, CHAINED,  failed 2 times",
    "true,  0.1, NaN, NaN, 0, true,  CHAINED,  runs already"
  })
  void theEngineThatSuitsTheFacts(
      boolean holdsAll,
      double arithmetic,
      double chained,
      double resident,
      int failures,
      boolean adoptable,
      Engine engine,
      String because) {
    Choice choice =
        EnginePolicy.choose(
            new Facts(holdsAll, arithmetic, chained, resident, failures, adoptable));
    assertEquals(engine, choice.engine());
    assertTrue(choice.because().contains(because), choice::because);
  }
}

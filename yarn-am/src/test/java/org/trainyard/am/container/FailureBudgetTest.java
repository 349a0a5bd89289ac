package org.trainyard.am.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FailureBudgetTest {
  @Test
  void theFirstCauseIsToldAndSomethingUsefulRenewsIt() {
    FailureBudget budget = new FailureBudget(1);
    budget.spend("disk");
    assertFalse(budget.spent());
    budget.spend("what follows");
    assertTrue(budget.spent());
    assertEquals("disk", budget.firstCause());
    budget.renew();
    assertFalse(budget.spent());
    assertNull(budget.firstCause());
  }
}

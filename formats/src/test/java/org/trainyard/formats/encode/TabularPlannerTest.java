package org.trainyard.formats.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.dataset.ColumnStatistics;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.encode.ColumnEncoding.Kind;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema.ColumnKind;

class TabularPlannerTest {
  private static final LabelEncoding NO_LABELS =
      new LabelEncoding(LabelEncoding.Kind.NONE, List.of(), true);

  private static TabularPlanner planner(String... settings) {
    Map<String, String> values =
        settings.length == 0 ? Map.of() : Map.of("trainyard.encoding." + settings[0], settings[1]);
    return new TabularPlanner(10, values::get);
  }

  /** 8 of 10 values, mean 5, variance 2. */
  private static ColumnStatistics number() {
    return new ColumnStatistics(0, "x", ColumnKind.NUMERIC, 8, 2, 1, 9, 5, 2, null, false);
  }

  private static ColumnStatistics text(long missing, boolean more, Category... categories) {
    double none = Double.NaN;
    return new ColumnStatistics(
        1,
        "s",
        ColumnKind.CATEGORICAL,
        10 - missing,
        missing,
        none,
        none,
        none,
        none,
        more ? null : List.of(categories),
        more);
  }

  @Test
  void momentsAreThoseOfTheFilledColumns() throws Exception {
    TabularPlanner planner = planner();
    planner.plan(number());
    planner.plan(text(1, false, new Category("a", 4), new Category("b", 5)));
    Encoding encoding = planner.encoding(NO_LABELS);
    assertEquals(3, encoding.features());
    assertFalse(encoding.sparse());
    assertEquals("b", encoding.columns().get(1).fillCategory());
    assertArrayEquals(new double[] {5, 0.4, 0.6}, planner.mean(), 1e-15);
    assertArrayEquals(
        new double[] {Math.sqrt(1.6), Math.sqrt(0.24), Math.sqrt(0.24)},
        planner.deviation(),
        1e-15);
  }

  @Test
  void anIndicatorSaysWhereAValueIsMissing() throws Exception {
    TabularPlanner planner = planner("missing-values", "indicator");
    planner.plan(number());
    planner.plan(text(0, false, new Category("a", 10)));
    assertEquals(List.of("x", "x=missing", "s=a"), planner.encoding(NO_LABELS).names());
    assertArrayEquals(new double[] {5, 0.2, 1}, planner.mean(), 1e-15);
    assertArrayEquals(new double[] {Math.sqrt(1.6), 0.4, 0}, planner.deviation(), 1e-15);
  }

  @Test
  void missingValuesAreAnErrorWhereThatIsAskedFor() {
    BadDataException e =
        assertThrows(
            BadDataException.class, () -> planner("missing-values", "error").plan(number()));
    assertTrue(e.getMessage().startsWith("Column x has 2 missing values of 10"), e.getMessage());
  }

  @Test
  void tooManyCategoriesProposeHashing() {
    InvalidSettingsException e =
        assertThrows(InvalidSettingsException.class, () -> planner().plan(text(0, true)));
    assertTrue(e.getMessage().contains("column s has more categories"), e.getMessage());
    assertTrue(e.getMessage().contains("--categories hash"), e.getMessage());
    assertThrows(
        InvalidSettingsException.class,
        () ->
            planner("max-categories", "1")
                .plan(text(0, false, new Category("a", 5), new Category("b", 5))));
  }

  @Test
  void hashedColumnsComeLastAndShareTheirBuckets() throws Exception {
    TabularPlanner planner = planner("categories", "hash");
    planner.plan(text(0, true));
    planner.plan(number());
    Encoding encoding = planner.encoding(NO_LABELS);
    assertEquals(1 + 262144, encoding.features());
    assertEquals(1, encoding.firstBucket());
    assertEquals(Kind.HASHED, encoding.columns().get(0).kind());
    assertTrue(encoding.sparse());
    assertEquals(0, planner.mean()[262144]);
    assertEquals(1, planner.deviation()[262144]);
  }

  @Test
  void manyCategoriesMakeSparseRows() throws Exception {
    Category[] categories = new Category[50];
    for (int c = 0; c < 50; c++) {
      categories[c] = new Category("v" + c, 1);
    }
    TabularPlanner planner = planner();
    planner.plan(text(0, false, categories));
    assertTrue(planner.encoding(NO_LABELS).sparse());
  }

  @Test
  void aColumnWithoutAnyValueIsAConstant() throws Exception {
    double none = Double.NaN;
    TabularPlanner planner = planner();
    planner.plan(
        new ColumnStatistics(
            0, "x", ColumnKind.NUMERIC, 0, 10, none, none, none, none, null, false));
    assertArrayEquals(new double[] {0}, planner.mean());
    assertArrayEquals(new double[] {0}, planner.deviation());
    assertEquals(0f, planner.encoding(NO_LABELS).columns().get(0).fill());
  }
}

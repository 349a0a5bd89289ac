package org.trainyard.formats.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.config.DataKeys.Task;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.dataset.LabelStatistics;
import org.trainyard.formats.encode.LabelEncoding.Kind;
import org.trainyard.formats.raw.RawSchema.LabelKind;

class LabelRuleTest {
  private static LabelStatistics labels(LabelKind kind, long rowsOfEach, String... classes) {
    List<Category> categories =
        Arrays.stream(classes).map(text -> new Category(text, rowsOfEach)).toList();
    return labels(kind, rowsOfEach * classes.length, categories);
  }

  private static LabelStatistics labels(LabelKind kind, long count, List<Category> classes) {
    return new LabelStatistics("y", kind, count, 0, classes, 0, 0, 0, 0);
  }

  private static String[] run(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toArray(String[]::new);
  }

  private static Kind auto(LabelStatistics labels) {
    return LabelRule.encoding(labels, Task.AUTO).kind();
  }

  @Test
  void textsAreClasses() {
    LabelEncoding encoding = LabelRule.encoding(labels(LabelKind.TEXT, 1, "no", "yes"), Task.AUTO);
    assertEquals(new LabelEncoding(Kind.CLASSES, List.of("no", "yes"), false), encoding);
  }

  @Test
  void aFewWholeNumbersAreClasses() {
    assertEquals(Kind.CLASSES, auto(labels(LabelKind.NUMBER, 1, "-1", "1")));
    assertEquals(Kind.CLASSES, auto(labels(LabelKind.NUMBER, 5, run(0, 9))));
    assertEquals(Kind.CLASSES, auto(labels(LabelKind.NUMBER, 5, run(1, 100))));
    assertEquals(Kind.CLASSES, auto(labels(LabelKind.NUMBER, 5, "3", "5", "8")));
  }

  @Test
  void otherNumbersAreTargets() {
    assertEquals(Kind.TARGET, auto(labels(LabelKind.NUMBER, 100, "1")));
    assertEquals(Kind.TARGET, auto(labels(LabelKind.NUMBER, 100, "0.5", "1")));
    assertEquals(Kind.TARGET, auto(labels(LabelKind.NUMBER, 100, run(2, 22))));
    assertEquals(Kind.TARGET, auto(labels(LabelKind.NUMBER, 100, run(0, 100))));
    assertEquals(Kind.TARGET, auto(labels(LabelKind.NUMBER, 4, run(0, 9))));
    assertEquals(Kind.TARGET, auto(labels(LabelKind.NUMBER, 100, (List<Category>) null)));
  }

  @Test
  void theTaskDecidesWhereItIsSet() {
    LabelStatistics two = labels(LabelKind.NUMBER, 9, "0", "1");
    assertEquals(Kind.TARGET, LabelRule.encoding(two, Task.REGRESSION).kind());
    LabelStatistics halves = labels(LabelKind.NUMBER, 1, "0.5", "1.5");
    assertEquals(Kind.CLASSES, LabelRule.encoding(halves, Task.CLASSIFICATION).kind());
    assertEquals(Kind.NONE, auto(labels(LabelKind.NONE, 0)));
  }

  @Test
  void refusesATaskThatDoesNotFit() {
    assertThrows(
        InvalidSettingsException.class,
        () -> LabelRule.encoding(labels(LabelKind.TEXT, 1, "a"), Task.REGRESSION));
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class,
            () ->
                LabelRule.encoding(
                    labels(LabelKind.NUMBER, 9, (List<Category>) null), Task.CLASSIFICATION));
    assertEquals(true, e.getMessage().contains("--task"), e.getMessage());
  }
}

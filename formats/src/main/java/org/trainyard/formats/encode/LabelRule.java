package org.trainyard.formats.encode;

import java.util.List;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.DataKeys.Task;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.dataset.LabelStatistics;
import org.trainyard.formats.raw.RawSchema.LabelKind;

/**
 * Decides whether labels are classes or targets. Texts are classes. Without a task being set,
 * numbers are classes if they are whole, at least two different ones, and either exactly two, or at
 * most {@value #FEW} (at most {@value #MANY} when they run from 0 or 1 without a gap) with at least
 * {@value #ROWS_OF_A_CLASS} samples of each on average.
 */
final class LabelRule {
  private static final int FEW = 20;
  private static final int MANY = 100;
  private static final int ROWS_OF_A_CLASS = 5;

  private LabelRule() {}

  static LabelEncoding encoding(LabelStatistics labels, Task task) {
    if (labels.kind() == LabelKind.NONE) {
      return new LabelEncoding(LabelEncoding.Kind.NONE, List.of(), true);
    }
    boolean numeric = labels.kind() == LabelKind.NUMBER;
    if (!numeric && task == Task.REGRESSION) {
      throw wrongTask(task, "the labels of column " + labels.name() + " are texts");
    }
    boolean classes =
        !numeric || task == Task.CLASSIFICATION || (task == Task.AUTO && looksLikeClasses(labels));
    if (!classes) {
      return new LabelEncoding(LabelEncoding.Kind.TARGET, List.of(), true);
    }
    if (labels.classes() == null) {
      throw wrongTask(
          task,
          "column "
              + labels.name()
              + " has more than "
              + LabelStatistics.MOST_CLASSES
              + " different labels");
    }
    List<String> names = labels.classes().stream().map(Category::text).toList();
    return new LabelEncoding(LabelEncoding.Kind.CLASSES, names, numeric);
  }

  private static boolean looksLikeClasses(LabelStatistics labels) {
    if (labels.classes() == null || labels.classes().size() < 2) {
      return false;
    }
    int count = labels.classes().size();
    long first = 0;
    long last = 0;
    for (int c = 0; c < count; c++) {
      String text = labels.classes().get(c).text();
      if (!text.matches("-?[0-9]{1,18}")) {
        return false;
      }
      last = Long.parseLong(text);
      first = c == 0 ? last : first;
    }
    if (count == 2) {
      return true;
    }
    boolean run = (first == 0 || first == 1) && last - first == count - 1;
    return count <= (run ? MANY : FEW) && labels.count() >= (long) ROWS_OF_A_CLASS * count;
  }

  private static InvalidSettingsException wrongTask(Task task, String reason) {
    return new InvalidSettingsException(List.of(DataKeys.TASK.problem(Key.spelling(task), reason)));
  }
}

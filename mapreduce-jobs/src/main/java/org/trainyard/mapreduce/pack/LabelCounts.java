package org.trainyard.mapreduce.pack;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.dataset.LabelStatistics;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.raw.RawSchema.LabelKind;

/** What is known of the labels so far. Not thread-safe. */
final class LabelCounts {
  private final CategoryCounts classes = new CategoryCounts(LabelStatistics.MOST_CLASSES);
  private final NumericMoments moments = new NumericMoments(1);
  private final BlockMoments ofBlock = new BlockMoments(1);

  void add(StoredBlock block) {
    if (block.textLabels() != null) {
      classes.add(block.textLabels());
    } else if (block.labels() != null) {
      ofBlock.clear();
      for (double label : block.labels()) {
        if (!Double.isNaN(label)) {
          ofBlock.add(0, label);
        }
      }
      classes.addNumbers(block.labels());
      moments.add(ofBlock);
    }
  }

  LabelStatistics statistics(RawSchema schema) {
    NumericMoments.Summary numbers = moments.summary(0);
    boolean none = schema.labelKind() == LabelKind.NONE;
    return new LabelStatistics(
        schema.labelName(),
        schema.labelKind(),
        classes.count(),
        classes.missing(),
        none ? List.of() : schema.labelKind() == LabelKind.NUMBER ? classes.byNumber() : byText(),
        numbers.min(),
        numbers.max(),
        numbers.mean(),
        numbers.variance());
  }

  /** Texts that all are numbers stand in the order of their values. */
  private List<Category> byText() {
    List<Category> sorted = classes.byText();
    boolean numbers =
        sorted != null
            && sorted.stream()
                .allMatch(c -> c.text().matches("[-+]?[0-9]{1,15}([.][0-9]+)?([eE][-+]?[0-9]+)?"));
    return numbers ? classes.byNumber() : sorted;
  }

  void write(DataOutput out) throws IOException {
    classes.write(out);
    moments.write(out, 0, 1);
  }

  void readAndAdd(DataInput in) throws IOException {
    classes.readAndAdd(in);
    moments.readAndAdd(in, 1);
  }
}

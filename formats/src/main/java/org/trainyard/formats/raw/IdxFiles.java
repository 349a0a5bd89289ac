package org.trainyard.formats.raw;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.config.DataKeys;

/**
 * Which file of labels belongs to which file of samples: both in order of their paths.
 *
 * @param features values of a sample; the same in all files
 * @param labelsOf for each file of samples that of its labels; empty for data without labels
 */
record IdxFiles(int features, Map<String, String> labelsOf) {
  /**
   * Finds and pairs the files that the settings name.
   *
   * @throws BadDataException if they do not fit together
   */
  static IdxFiles find(RawSettings settings, Configuration conf) throws IOException {
    List<String> samples = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    Map<String, IdxHeader> headers = new HashMap<>();
    for (String path :
        RawInputs.list(DataKeys.INPUT_PATHS.option(), settings.paths(), conf).keySet()) {
      headers.put(path, header(path, conf));
      (headers.get(path).isLabels() ? labels : samples).add(path);
    }
    if (!settings.labelPaths().isEmpty()) {
      labels.clear();
      for (String path :
          RawInputs.list(DataKeys.LABEL_PATHS.option(), settings.labelPaths(), conf).keySet()) {
        headers.put(path, header(path, conf));
        if (!headers.get(path).isLabels()) {
          throw new BadDataException(
              path + " has several dimensions; --labels needs IDX files of one number a sample");
        }
        labels.add(path);
      }
    }
    if (samples.isEmpty()) {
      throw new BadDataException(
          labels.get(0) + " holds labels only; --input needs IDX files of two or more dimensions");
    }
    int features = headers.get(samples.get(0)).features();
    for (String path : samples) {
      if (headers.get(path).features() != features) {
        throw new BadDataException(
            path
                + " has "
                + headers.get(path).features()
                + " values a sample, "
                + samples.get(0)
                + " has "
                + features
                + "; all files need the same number");
      }
    }
    Map<String, String> pairs =
        settings.withoutLabel() || labels.isEmpty() ? Map.of() : pair(samples, labels, headers);
    return new IdxFiles(features, pairs);
  }

  private static Map<String, String> pair(
      List<String> samples, List<String> labels, Map<String, IdxHeader> headers)
      throws BadDataException {
    if (samples.size() != labels.size()) {
      throw new BadDataException(
          samples.size()
              + " IDX files of samples but "
              + labels.size()
              + " of labels; each needs its own, in the same order ("
              + samples.get(0)
              + ", "
              + labels.get(0)
              + ")");
    }
    Map<String, String> labelsOf = new HashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      int count = headers.get(samples.get(i)).samples();
      int labelCount = headers.get(labels.get(i)).samples();
      if (count != labelCount) {
        throw new BadDataException(
            samples.get(i)
                + " holds "
                + count
                + " samples, but "
                + labels.get(i)
                + " holds "
                + labelCount
                + " labels");
      }
      labelsOf.put(samples.get(i), labels.get(i));
    }
    return labelsOf;
  }

  /** The header of a file. */
  static IdxHeader header(String path, Configuration conf) throws IOException {
    try (InputStream in = SourceStream.open(path, conf)) {
      return IdxHeader.read(path, in);
    }
  }
}

package org.trainyard.mapreduce.problem;

import java.util.List;
import org.trainyard.formats.encode.Encoding;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.mapreduce.algorithm.ModelSpec;

/**
 * The JSON part of {@code problem.avro}: with {@code run.json}, everything that an algorithm is
 * made from. Written once, when the data are packed.
 *
 * @param train the packed training dataset
 * @param validation the packed validation dataset, or null
 * @param encoding how raw columns become features
 * @param classRows samples of each class in the training dataset; empty if there are no classes
 * @param labelMean mean of the numeric label; NaN for classes and without labels
 * @param labelDeviation its standard deviation; NaN likewise
 * @param models the K models
 */
public record ProblemDocument(
    Source train,
    Source validation,
    Encoding encoding,
    long[] classRows,
    double labelMean,
    double labelDeviation,
    List<ModelSpec> models) {

  /**
   * A packed dataset.
   *
   * @param path its folder
   * @param fingerprint of its inputs and settings
   * @param schema of its raw columns
   * @param rows its samples
   * @param blocks its blocks
   */
  public record Source(String path, String fingerprint, RawSchema schema, long rows, long blocks) {}

  /** Samples that every iteration must visit. */
  public long rows() {
    return train.rows() + (validation == null ? 0 : validation.rows());
  }
}

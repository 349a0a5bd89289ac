package org.trainyard.mapreduce.score;

import java.util.List;

/**
 * {@code _predictions.json}: what was predicted, from what.
 *
 * @param formatVersion of this document
 * @param model file of the model
 * @param algorithm that trained it
 * @param input that was scored
 * @param output folder of the predictions
 * @param rows samples that were scored
 * @param badRecords records whose prediction is empty
 * @param unseenValues values that the model has no feature for
 * @param columns of the predictions
 */
public record PredictionReport(
    int formatVersion,
    String model,
    String algorithm,
    String input,
    String output,
    long rows,
    long badRecords,
    long unseenValues,
    List<String> columns) {
  /** The version that this build writes. */
  public static final int VERSION = 1;
}

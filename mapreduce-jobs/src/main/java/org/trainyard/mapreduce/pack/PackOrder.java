package org.trainyard.mapreduce.pack;

import org.apache.hadoop.fs.Path;

/**
 * A packing that is carried out in pieces, by whoever takes them: all that one has to be told.
 *
 * @param folder of the dataset, begun
 * @param attempt folder within it that pieces are written to
 * @param tasks into how many pieces the input is to be cut; it may come to fewer
 */
public record PackOrder(String folder, String attempt, int tasks) {
  Path folderPath() {
    return new Path(folder);
  }

  Path attemptPath() {
    return new Path(attempt);
  }
}

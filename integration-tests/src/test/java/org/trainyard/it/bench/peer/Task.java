package org.trainyard.it.bench.peer;

import java.nio.file.Path;

/**
 * What is to be fitted: logistic regression without intercept on LIBSVM text.
 *
 * @param name of the data set
 * @param file local
 * @param rows number of them
 * @param columns numbered from 1
 * @param l2 weight of the penalty beside the mean loss
 */
record Task(String name, Path file, long rows, int columns, double l2) {
  /** The folder in HDFS that holds the file alone. */
  String remote() {
    return "/bench/" + file.getFileName();
  }
}

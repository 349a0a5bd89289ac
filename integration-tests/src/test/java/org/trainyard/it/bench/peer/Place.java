package org.trainyard.it.bench.peer;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * Where things are.
 *
 * @param house root of the repository
 * @param target the only folder that is written to
 * @param libs Hadoop's jars
 */
record Place(Path house, Path target, Path libs) {
  Path script(String name) {
    return house.resolve("scripts").resolve(name);
  }

  /** The folder of the benchmark's own Hadoop cluster. */
  Path cluster() {
    return target.resolve("cluster");
  }

  /** The jars of a peer and the jar of the program that runs it. */
  Path peer(String name) {
    return target.resolve(name);
  }

  /** Where the numbers of a data set are kept between invocations. */
  Path known() {
    return target.resolve("known");
  }

  static String classPath(Object... entries) {
    return String.join(
        File.pathSeparator, List.of(entries).stream().map(Object::toString).toList());
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}

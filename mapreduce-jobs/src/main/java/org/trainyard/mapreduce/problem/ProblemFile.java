package org.trainyard.mapreduce.problem;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.vector.Vector;
import org.trainyard.formats.vector.VectorFile;

/**
 * {@code problem.avro}: the problem's document and the statistics of its features.
 *
 * @param document the JSON part
 * @param mean of each feature over the training dataset
 * @param deviation standard deviation of each feature
 */
public record ProblemFile(ProblemDocument document, Vector mean, Vector deviation) {
  private static final String CONTENT = "problem";

  /** Of the heap, what the vectors may take: every visit of the scale of features visits them. */
  private static final int HEAP_SHARE = 64;

  /** Writes it, whole or not at all. */
  public void write(FileSystem fs, Path path) throws IOException {
    SortedMap<String, Vector> vectors = new TreeMap<>();
    vectors.put("mean", mean);
    vectors.put("deviation", deviation);
    Path temporary = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
    VectorFile.writeVectors(
        fs, temporary, CONTENT, JsonFile.MAPPER.writeValueAsString(document), vectors);
    JsonFile.rename(fs, temporary, path);
  }

  /** Reads it; large vectors stay in the file where they would take much of the heap. */
  public static ProblemFile read(FileSystem fs, Path path) throws IOException {
    VectorFile.Opened content = VectorFile.open(fs, path, CONTENT);
    long doubles = content.vectors().values().stream().mapToLong(Vector::length).sum();
    if (Double.BYTES * doubles <= Runtime.getRuntime().maxMemory() / HEAP_SHARE) {
      content.vectors().replaceAll((name, vector) -> Vector.of(vector.array()));
    }
    return new ProblemFile(
        JsonFile.MAPPER.readValue(content.json(), ProblemDocument.class),
        content.vectors().get("mean"),
        content.vectors().get("deviation"));
  }
}

package org.trainyard.formats.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.SortedMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.encode.Encoding;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.vector.VectorFile;

/**
 * A published model: one Avro file, self-describing. It holds no time, no host and no path of the
 * run, so the same data and the same configuration give the same bytes.
 *
 * @param about everything about the model but its numbers
 * @param tensors the numbers: named arrays, laid out as the algorithm's package says
 */
public record ModelFile(About about, SortedMap<String, double[]> tensors) {
  private static final String CONTENT = "model";

  /**
   * Everything about a model but its numbers.
   *
   * @param algorithm who made it and can score with it
   * @param shape the few structured facts a scorer needs
   * @param schema of the raw training data
   * @param encoding how raw columns become features, and the classes of the label
   * @param hyperparameters the swept values of this model
   * @param iterations passes over the data behind it
   * @param stop why it was no longer trained
   * @param objective what was minimised, at the end
   * @param train metrics over the training samples
   * @param validation metrics over held-out samples; empty when nothing was held out
   * @param provenance where it comes from
   */
  public record About(
      String algorithm,
      ObjectNode shape,
      RawSchema schema,
      Encoding encoding,
      SortedMap<String, Double> hyperparameters,
      int iterations,
      String stop,
      double objective,
      SortedMap<String, Double> train,
      SortedMap<String, Double> validation,
      Provenance provenance) {}

  /**
   * Where a model comes from.
   *
   * @param codeVersion of the build that trained it
   * @param dataset fingerprint of the packed training data: inputs' checksums and settings
   * @param rows samples it was trained on, held-out ones included
   * @param settings every setting that can change the model
   */
  public record Provenance(
      String codeVersion, String dataset, long rows, SortedMap<String, String> settings) {}

  /** Writes the file. */
  public void write(FileSystem fs, Path path) throws IOException {
    VectorFile.write(fs, path, CONTENT, JsonFile.MAPPER.writeValueAsString(about), tensors);
  }

  /** Reads a model; see {@link VectorFile#read} for what is refused. */
  public static ModelFile read(FileSystem fs, Path path) throws IOException {
    VectorFile.Content content = VectorFile.read(fs, path, CONTENT);
    return new ModelFile(JsonFile.MAPPER.readValue(content.json(), About.class), content.vectors());
  }
}

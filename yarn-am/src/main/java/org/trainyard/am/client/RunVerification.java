package org.trainyard.am.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetReader;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.run.FileDigest;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.CorruptFileException;
import org.trainyard.mapreduce.algorithm.Segment.Role;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.engine.Checkpoints;
import org.trainyard.mapreduce.pack.InputVerification;
import org.trainyard.mapreduce.problem.RunProblem;
import org.trainyard.mapreduce.publish.Candidates;

/**
 * Looks at a run again, byte by byte: is the raw input what was packed, are the packed blocks
 * whole, is the model what was published, and does it follow from the last state? Each check gives
 * one sentence for each difference.
 */
public final class RunVerification {
  private final Configuration conf;
  private final RunLayout layout;
  private final FileSystem fs;
  private final RunProblem problem;

  /** Of a run whose data are packed. */
  public RunVerification(Configuration conf, RunLayout layout) throws IOException {
    this.conf = conf;
    this.layout = layout;
    this.fs = layout.run().getFileSystem(conf);
    this.problem = RunProblem.load(conf, layout);
  }

  /** Whether the run has a validation dataset. */
  public boolean hasValidation() {
    return problem.document().validation() != null;
  }

  /** The raw input of a dataset against the checksums of packing. */
  public List<String> input(Role role) throws IOException {
    return InputVerification.differences(conf, Dataset.open(conf, problem.dataset(role)));
  }

  /**
   * The packed blocks of a dataset against their own checksums, and the dataset against the run.
   */
  public List<String> dataset(Role role) throws IOException {
    List<String> differences = new ArrayList<>();
    Dataset dataset = Dataset.open(conf, problem.dataset(role));
    String then =
        (role == Role.TRAINING ? problem.document().train() : problem.document().validation())
            .fingerprint();
    if (!then.equals(dataset.document().fingerprint())) {
      differences.add(dataset.folder() + " is another dataset than the one that was trained on");
    }
    try (DatasetReader reader = dataset.reader()) {
      for (BlockReference block : dataset.blocks()) {
        try {
          reader.read(block);
        } catch (CorruptFileException e) {
          differences.add(e.getMessage());
        }
      }
    }
    return differences;
  }

  /** The model's file against the checksum of its publication. */
  public List<String> modelFile() throws IOException {
    try (InputStream in = fs.open(layout.modelSuccess())) {
      JsonNode marker = JsonFile.MAPPER.readTree(in);
      String published = marker.path("sha256").asText();
      if (published.isEmpty()) {
        return List.of(layout.modelSuccess() + " holds no checksum of the model");
      }
      String found = FileDigest.sha256(fs, layout.modelFile());
      return found.equals(published)
          ? List.of()
          : List.of(
              layout.modelFile() + " has the SHA-256 " + found + "; published was " + published);
    }
  }

  /** The model's numbers against those of the state after the last iteration. */
  public List<String> modelFollows() throws IOException {
    ModelFile model = ModelFile.read(fs, layout.modelFile());
    Candidates candidates =
        JsonFile.read(fs, layout.candidates(), Candidates.class, Candidates.VERSION);
    State last = new Checkpoints(conf, layout).read(model.about().iterations());
    TrainedModel trained = problem.algorithm().models(last).get(candidates.published());
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, double[]> tensor : trained.tensors().entrySet()) {
      if (!Arrays.equals(tensor.getValue(), model.tensors().get(tensor.getKey()))) {
        differences.add(
            "'"
                + tensor.getKey()
                + "' of "
                + layout.modelFile()
                + " is not what the last state gives");
      }
    }
    if (!model.about().provenance().settings().equals(problem.identity())) {
      Path run = layout.runDocument();
      differences.add("The settings in " + layout.modelFile() + " are not those in " + run);
    }
    return differences;
  }
}

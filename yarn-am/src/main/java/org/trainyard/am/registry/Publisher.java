package org.trainyard.am.registry;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.registry.CurrentStep;
import org.trainyard.formats.registry.ModelRegistry;
import org.trainyard.formats.registry.ModelVersion;
import org.trainyard.formats.registry.VersionDocument;
import org.trainyard.formats.run.FileDigest;
import org.trainyard.mapreduce.score.ScoringModel;

/** Puts models into a registry. */
public final class Publisher {
  /** What becomes of the current version. */
  public enum Current {
    /** It is the new version from now on. */
    MOVES,
    /** It stays what it is. */
    STAYS
  }

  private final Configuration conf;
  private final ModelRegistry registry;
  private final Clock clock;

  /** Into a registry. */
  public Publisher(Configuration conf, ModelRegistry registry, Clock clock) {
    this.conf = conf;
    this.registry = registry;
    this.clock = clock;
  }

  /** The metrics that go with a model: of an evaluation, or, without one, of its training. */
  public Measurement measurement(ScoringModel model, Optional<Path> evaluation) throws IOException {
    return evaluation.isPresent()
        ? Measurement.ofEvaluation(conf, evaluation.get(), model)
        : Measurement.ofTraining(conf, model);
  }

  /**
   * Publishes a model, unless the gate refuses it. The same bytes under the same name are published
   * once: done again, also after a crash anywhere, it returns the version that is there and
   * finishes what was left undone.
   */
  public Outcome publish(
      String name,
      ScoringModel model,
      Measurement measured,
      Optional<PublicationGate> gate,
      Current current)
      throws IOException {
    FileSystem fs = model.file().getFileSystem(conf);
    String sha256 = FileDigest.sha256(fs, model.file());
    Optional<ModelVersion> there = registry.withBytes(name, sha256);
    if (there.isPresent()) {
      int number = there.get().number();
      boolean wasCurrent = registry.steps(name).stream().anyMatch(step -> step.version() == number);
      if (!wasCurrent) {
        move(name, number, current);
      }
      return new Outcome(there, "these bytes are published already");
    }
    Optional<PublicationGate.Verdict> verdict = Optional.empty();
    if (gate.isPresent()) {
      verdict = Optional.of(gate.get().judge(measured.metrics(), registry.current(name)));
      if (!verdict.get().pass()) {
        return new Outcome(Optional.empty(), verdict.get().sentence());
      }
    }
    String sentence =
        verdict.map(PublicationGate.Verdict::sentence).orElse("no gate was asked for");
    ModelVersion version =
        registry.publish(name, model.file(), document(model, sha256, measured, sentence));
    move(name, version.number(), current);
    return new Outcome(Optional.of(version), sentence);
  }

  private void move(String name, int version, Current current) throws IOException {
    if (current == Current.MOVES) {
      registry.move(
          name,
          new CurrentStep(
              CurrentStep.VERSION, CurrentStep.Move.SET, version, clock.millis(), user()));
    }
  }

  private VersionDocument document(
      ScoringModel model, String sha256, Measurement measured, String sentence) throws IOException {
    ModelFile.Provenance provenance = model.about().provenance();
    return new VersionDocument(
        VersionDocument.VERSION,
        clock.millis(),
        user(),
        model.file().toString(),
        sha256,
        model.about().algorithm(),
        measured.metrics(),
        measured.spread(),
        measured.on(),
        provenance.rows(),
        provenance.dataset(),
        provenance.codeVersion(),
        sentence);
  }

  private static String user() throws IOException {
    return UserGroupInformation.getCurrentUser().getShortUserName();
  }

  /**
   * What came out.
   *
   * @param version that was published, now or before; empty if the gate refused
   * @param sentence why
   */
  public record Outcome(Optional<ModelVersion> version, String sentence) {}
}

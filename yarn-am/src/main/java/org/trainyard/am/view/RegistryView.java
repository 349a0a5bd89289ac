package org.trainyard.am.view;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.trainyard.formats.registry.CurrentHistory;
import org.trainyard.formats.registry.ModelVersion;
import org.trainyard.formats.registry.VersionDocument;

/** The registry of models as lines for people. */
public final class RegistryView {
  private RegistryView() {}

  /**
   * One row for a name, in a table that {@link #names} began.
   *
   * @param current version, if there is one
   */
  public static void row(Table table, String name, int versions, Optional<ModelVersion> current) {
    table.row(
        name,
        Integer.toString(versions),
        current.map(version -> Integer.toString(version.number())).orElse("none"),
        current.map(version -> time(version.document().publishedMs())).orElse(""),
        current.map(version -> Figures.metrics(version.document().metrics())).orElse(""));
  }

  /** A table of names without rows. */
  public static Table names() {
    return new Table("name", "versions", "current", "published", "metrics");
  }

  /** All versions of one name. */
  public static List<String> versions(List<ModelVersion> versions, CurrentHistory history) {
    Table table = new Table("version", "", "published", "by", "algorithm", "rows", "metrics");
    for (ModelVersion version : versions) {
      VersionDocument document = version.document();
      table.row(
          Integer.toString(version.number()),
          history.current().equals(OptionalInt.of(version.number())) ? "current" : "",
          time(document.publishedMs()),
          document.publishedBy(),
          document.algorithm(),
          Figures.count(document.rows()),
          Figures.metrics(document.metrics()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    history.back().ifPresent(back -> lines.add("--back leads to version " + back));
    history.forward().ifPresent(ahead -> lines.add("--forward leads to version " + ahead));
    return lines;
  }

  /** Everything about one version. */
  public static List<String> version(ModelVersion version) {
    VersionDocument document = version.document();
    return List.of(
        "model      " + version.spelling() + "   " + version.file(),
        "published  " + time(document.publishedMs()) + " by " + document.publishedBy(),
        "because    " + document.sentence(),
        "from       " + document.source(),
        "trained    "
            + document.algorithm()
            + " on "
            + Figures.count(document.rows())
            + " samples by version "
            + document.codeVersion(),
        "metrics    " + Figures.metrics(document.metrics(), document.spread()),
        "measured   on " + document.measuredOn(),
        "sha256     " + document.sha256());
  }

  /** A time, to the second, in UTC. */
  private static String time(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

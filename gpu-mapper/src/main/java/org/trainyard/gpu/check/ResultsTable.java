package org.trainyard.gpu.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, as people read it: a table in Markdown, and the goals. */
final class ResultsTable {
  private static final double BANDWIDTH_SHARE = 0.8;
  private static final double MANY_MODELS = 1.5;
  private static final double PEER = 1.5;

  private final List<JsonNode> documents;
  private final StringBuilder text = new StringBuilder();

  private ResultsTable(List<JsonNode> documents) {
    this.documents = documents;
  }

  /** The table of the files that {@code --json} wrote; those that are not there are left out. */
  static String of(List<Path> files) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (Path file : files) {
      if (Files.exists(file)) {
        documents.add(new ObjectMapper().readTree(Files.readString(file)));
      }
    }
    return new ResultsTable(documents).make();
  }

  private String make() {
    for (JsonNode document : documents) {
      if (!document.path("speed").isEmpty()) {
        head(document);
        break;
      }
    }
    for (JsonNode document : documents) {
      document.path("speed").forEach(row -> row(document, row));
    }
    text.append('\n');
    for (JsonNode document : documents) {
      goals(document);
      document.path("failures").forEach(why -> line("- FAILED: %s", why.asText()));
    }
    return text.toString();
  }

  private void head(JsonNode document) {
    JsonNode tensor = document.path("tensorFlopsPerSecond");
    line("");
    line(
        "%s, %s: %.0f GB/s copied, %.1f TFLOPS in single precision, %.0f in tf32, %.0f in bf16%s",
        document.path("device").asText(),
        document.path("when").asText(),
        document.path("copyBytesPerSecond").asDouble() / 1e9,
        document.path("flopsPerSecond").asDouble() / 1e12,
        tensor.path("TF32").asDouble() / 1e12,
        tensor.path("BF16").asDouble() / 1e12,
        document.path("small").asBoolean() ? " (small problems: no speed)" : "");
    line("");
    line(
        "| precision | pass over data on the device | ms | GB/s | of a copy | TFLOPS | of the peak | times one core | times PyTorch |");
    line("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
  }

  private void row(JsonNode document, JsonNode row) {
    double seconds = row.path("seconds").asDouble();
    double flops = row.path("flops").asDouble();
    line(
        "| %s | %s | %.3f | %.1f | %.0f %% | %.2f | %.0f %% | %s | %s |",
        row.path("precision").asText().toLowerCase(Locale.ROOT),
        row.path("name").asText(),
        1e3 * seconds,
        row.path("bytes").asDouble() / seconds / 1e9,
        100 * share(document, row),
        flops / 1e12,
        100 * flops / peak(document, row),
        times(row.path("cpuSeconds"), seconds),
        times(row.path("torchSeconds"), seconds));
  }

  private static double share(JsonNode document, JsonNode row) {
    return row.path("bytes").asDouble()
        / row.path("seconds").asDouble()
        / document.path("copyBytesPerSecond").asDouble();
  }

  private static double peak(JsonNode document, JsonNode row) {
    double single = document.path("flopsPerSecond").asDouble();
    return document
        .path("tensorFlopsPerSecond")
        .path(row.path("precision").asText())
        .asDouble(single);
  }

  private static String times(JsonNode other, double seconds) {
    return other.isNumber() ? String.format(Locale.ROOT, "%.2f", other.asDouble() / seconds) : "–";
  }

  private void goals(JsonNode document) {
    for (JsonNode row : document.path("speed")) {
      double seconds = row.path("seconds").asDouble();
      int models = row.path("models").asInt();
      if (row.path("kind").asText().equals("logistic") && models == 1) {
        double share = share(document, row);
        goal(row, "share of the bandwidth", share, share >= BANDWIDTH_SHARE, BANDWIDTH_SHARE);
      } else if (row.path("kind").asText().equals("logistic")) {
        double ratio = seconds / oneModel(document, row);
        goal(row, "as times one model", ratio, ratio <= MANY_MODELS, MANY_MODELS);
      } else if (row.path("torchSeconds").isNumber()) {
        double ratio = seconds / row.path("torchSeconds").asDouble();
        goal(row, "as times PyTorch", ratio, ratio <= PEER, PEER);
      }
    }
  }

  /** Seconds of the same pass with one model; NaN if that was not measured. */
  private static double oneModel(JsonNode document, JsonNode many) {
    for (JsonNode row : document.path("speed")) {
      if (row.path("kind").equals(many.path("kind"))
          && row.path("precision").equals(many.path("precision"))
          && row.path("models").asInt() == 1) {
        return row.path("seconds").asDouble();
      }
    }
    return Double.NaN;
  }

  private void goal(JsonNode row, String what, double found, boolean met, double wanted) {
    line(
        "- %s (%s), %s: %.2f, goal %s: %s",
        row.path("name").asText(),
        row.path("precision").asText().toLowerCase(Locale.ROOT),
        what,
        found,
        wanted,
        met ? "met" : "MISSED");
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}

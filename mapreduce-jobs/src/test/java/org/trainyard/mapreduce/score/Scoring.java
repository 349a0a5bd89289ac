package org.trainyard.mapreduce.score;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.engine.LocalRunner;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.RunStore;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.engine.TrainingRun;
import org.trainyard.mapreduce.pack.LocalPacker;

/** Trains models for tests, and scores with them, under one folder. */
final class Scoring {
  static final Path DATA = Path.of("../integration-tests/data").toAbsolutePath();

  final Path folder;
  final Configuration conf;

  Scoring(Path folder) {
    this.folder = folder;
    this.conf = new Configuration();
    conf.set("mapreduce.framework.name", "local");
    conf.set("hadoop.tmp.dir", folder.resolve("hadoop").toString());
    conf.setInt("mapreduce.local.map.tasks.maximum", 2);
  }

  static org.apache.hadoop.fs.Path path(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri().toString());
  }

  /** Settings as pairs of name, without the prefix, and value. */
  static Map<String, String> settings(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put("trainyard." + pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  /** Trains in this process; the run's folder. */
  Path train(String name, Path input, String... pairs) throws IOException, InterruptedException {
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    Map<String, String> given = settings(pairs);
    given.put("trainyard.input.input", input.toString());
    given.forEach(
        (key, value) ->
            settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    org.apache.hadoop.fs.Path run = path(folder.resolve(name));
    RunDocument document =
        new RunDocument(RunDocument.VERSION, "r1", "test", "0", "me", 0, settings);
    RunStore.open(conf, run, document, List.of());
    new TrainingRun(
            conf,
            run,
            new LocalPacker(conf, 2),
            new LocalRunner(2),
            StopSignal.never(),
            RunListener.none())
        .execute();
    return folder.resolve(name);
  }

  ScoreEngine local(int threads) {
    return new LocalScoring(conf, threads);
  }

  ScoreEngine job(int tasks) {
    return new JobScoring(conf, job -> {}, bytes -> tasks, StopSignal.never(), RunListener.none());
  }

  PredictionReport predict(Path run, Path input, String output, ScoreEngine engine, String... pairs)
      throws IOException, InterruptedException {
    return predict(run, input, output, Prediction.IfThere.REFUSE, engine, pairs);
  }

  PredictionReport predict(
      Path run,
      Path input,
      String output,
      Prediction.IfThere ifThere,
      ScoreEngine engine,
      String... pairs)
      throws IOException, InterruptedException {
    Map<String, String> settings = settings(pairs);
    settings.put("trainyard.input.input", input.toString());
    settings.put("trainyard.score.model", run.toString());
    return new Prediction(conf, settings::get, path(folder.resolve(output)), ifThere).run(engine);
  }

  EvaluationReport evaluate(Path run, Path input, ScoreEngine engine, String... pairs)
      throws IOException, InterruptedException {
    Map<String, String> settings = settings(pairs);
    settings.put("trainyard.input.input", input.toString());
    settings.put("trainyard.score.model", run.toString());
    return new Evaluation(conf, settings::get).run(engine);
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** A compressed file of the test data, uncompressed. */
  Path plain(String gz, String name) throws IOException {
    Path plain = folder.resolve(name);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(DATA.resolve(gz)))) {
      Files.copy(in, plain);
    }
    return plain;
  }

  /** The names of the files of predictions, in order. */
  List<Path> files(String output) throws IOException {
    try (Stream<Path> children = Files.list(folder.resolve(output))) {
      return children
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    }
  }

  /** All lines of predictions, in order. */
  List<String> lines(String output) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(output)) {
      try (InputStream raw = Files.newInputStream(file);
          InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
      }
    }
    return lines;
  }
}

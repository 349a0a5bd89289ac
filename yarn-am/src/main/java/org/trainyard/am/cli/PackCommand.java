package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.archive.ClassArchive;
import org.trainyard.am.client.JobJar;
import org.trainyard.am.client.SubmissionSpec;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.JobSettings;
import org.trainyard.am.cluster.TaskCounts;
import org.trainyard.am.cluster.YarnClusterLink;
import org.trainyard.am.config.KeyRegistry;
import org.trainyard.am.config.PathSettings;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.config.YarnKeys.EngineName;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.view.DatasetView;
import org.trainyard.am.view.Eta;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.engine.JobWatch;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.pack.LocalPacker;
import org.trainyard.mapreduce.pack.MapReducePacker;
import org.trainyard.mapreduce.pack.PackRequest;
import org.trainyard.mapreduce.pack.Packer;

/** {@code pack}: raw files become a dataset that any number of runs can read. */
final class PackCommand implements Command {
  @Override
  public String name() {
    return "pack";
  }

  @Override
  public String summary() {
    return "Packs raw files into a dataset";
  }

  @Override
  public String synopsis() {
    return "--input PATHS --output DATASET";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Parses and checks the input, and writes sample blocks, their index, and statistics of every column to DATASET."
            + " 'train --input DATASET' reads it without parsing anything again.",
        "'train' packs raw input by itself; pack once by this verb when several runs use the same data. Packing the same"
            + " input again returns the dataset that is there.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "LIBSVM files, plain or compressed", "pack --input /raw/a9a --output /data/a9a"),
        new Example(
            "a table with a header and a named label; bad lines are kept aside",
            "pack --input '/raw/flights/*.csv' --label arr_delay --on-bad-record skip --output /data/flights"),
        new Example(
            "images and labels in IDX files, in this process",
            "pack --engine local --input images.idx.gz --labels labels.idx.gz --output mnist"));
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> carriedOut =
        List.of(
            YarnKeys.ENGINE_NAME,
            YarnKeys.THREADS,
            YarnKeys.SPLITS,
            YarnKeys.MAP_MEMORY_MB,
            YarnKeys.REDUCE_MEMORY_MB,
            YarnKeys.QUEUE,
            YarnKeys.PRIORITY,
            YarnKeys.NODE_LABEL,
            YarnKeys.TAGS);
    return Stream.concat(KeyRegistry.of(Key.Group.INPUT).stream(), carriedOut.stream()).toList();
  }

  @Override
  public void check(Invocation call, Problems problems) throws IOException {
    Configuration conf = call.conf();
    PathChecks.required(conf, DataKeys.INPUT_PATHS, "name the files to pack", problems);
    PathChecks.required(conf, YarnKeys.OUTPUT, "name a folder for the dataset", problems);
    PathChecks.readable(conf, DataKeys.INPUT_PATHS, problems);
    PathChecks.readable(conf, DataKeys.LABEL_PATHS, problems);
    PathChecks.writable(conf, YarnKeys.OUTPUT, problems);
    EngineChoice.check(conf, problems);
  }

  @Override
  public ExitCode run(Invocation call) throws IOException, InterruptedException {
    Configuration conf = call.conf();
    PathSettings.qualify(conf);
    EngineChoice choice = EngineChoice.of(conf);
    call.terminal().say("packing, " + choice.sentence());
    PackRequest request =
        new PackRequest(
            call.settings(),
            call.get(DataKeys.INPUT_PATHS),
            call.get(DataKeys.LABEL_PATHS),
            null,
            new Path(call.get(YarnKeys.OUTPUT)),
            PackRequest.IfDifferent.REFUSE);
    Dataset dataset = packer(call, choice.engine()).pack(request);
    tell(call, dataset);
    return ExitCode.DONE;
  }

  private static Packer packer(Invocation call, EngineName engine) throws IOException {
    Configuration conf = call.conf();
    if (engine == EngineName.LOCAL) {
      int asked = call.get(YarnKeys.THREADS).intValue();
      return new LocalPacker(conf, asked == 0 ? Runtime.getRuntime().availableProcessors() : asked);
    }
    JobSettings.apply(conf, SubmissionSpec.tags(conf));
    String jar = JobJar.find(conf).toString();
    Optional<ClassArchive> archive = ClassArchive.latest(conf);
    int tasks = tasks(call);
    RunReporter reporter = new RunReporter(call.terminal(), new Eta(0, 0));
    reporter.phase("packing on the cluster");
    return new MapReducePacker(
        conf,
        job -> {
          job.setJar(jar);
          archive.ifPresent(found -> found.ship(job));
        },
        () -> tasks,
        job -> new JobWatch(job, "Packing", StopSignal.never(), reporter).awaitSuccess());
  }

  private static int tasks(Invocation call) throws IOException {
    try (ClusterLink cluster = new YarnClusterLink(call.conf())) {
      return TaskCounts.packing(call.conf(), cluster, call.settings());
    }
  }

  private static void tell(Invocation call, Dataset dataset) throws IOException {
    DatasetView.lines(dataset.folder().toString(), dataset.document())
        .forEach(call.terminal()::say);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", ExitCode.DONE.code());
    document.put("dataset", dataset.folder().toString());
    document.set("document", JsonFile.MAPPER.valueToTree(dataset.document()));
    call.terminal().document(document);
    WorkflowAction.ofProcess()
        .publish(
            Map.of(
                "trainyard.exit-code", Integer.toString(ExitCode.DONE.code()),
                "trainyard.dataset", dataset.folder().toString(),
                "trainyard.rows", String.format(Locale.ROOT, "%d", dataset.document().rows()),
                "trainyard.skipped-records",
                    String.format(Locale.ROOT, "%d", dataset.document().skippedRecords())));
  }
}

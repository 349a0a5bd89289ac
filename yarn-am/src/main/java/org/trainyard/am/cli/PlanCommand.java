package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.client.SubmissionSpec;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.am.cluster.SplitPolicy;
import org.trainyard.am.cluster.TaskCounts;
import org.trainyard.am.cluster.WavePolicy;
import org.trainyard.am.cluster.Workload;
import org.trainyard.am.cluster.YarnClusterLink;
import org.trainyard.am.config.KeyRegistry;
import org.trainyard.am.config.PathSettings;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.container.ContainerPlan;
import org.trainyard.am.container.ContainerSize;
import org.trainyard.am.container.GpuPolicy;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.plan.EngineEstimate;
import org.trainyard.am.plan.EngineEstimates;
import org.trainyard.am.plan.Places;
import org.trainyard.am.resident.ResidentPlan;
import org.trainyard.am.view.PlanView;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;
import org.trainyard.mapreduce.forecast.DryRun;
import org.trainyard.mapreduce.kernel.Precision;
import org.trainyard.mapreduce.problem.TrainingCheck;

/** {@code plan}: what {@code train} with the same options would take; begins nothing. */
final class PlanCommand implements Command {
  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String summary() {
    return "Tells what a training would take, without beginning it";
  }

  @Override
  public String synopsis() {
    return "--input PATHS";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Takes the options of 'train'. Reads a sample of the input, packs and trains it in this process, and tells from"
            + " that: samples, bytes, memory, seconds of an iteration and of the run on each engine, and what limits"
            + " them. Writes nothing but temporary files on this machine.",
        "The figures are estimates: the sample is small, and on a cluster the machines are taken to be like this one.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("before a long run", "plan --input /data/clicks --l2 1e-6,1e-4 --folds 5"),
        new Example("for a program", "plan --input a9a.libsvm --engine local --json"));
  }

  @Override
  public List<Key<?>> keys() {
    return KeyRegistry.all().stream()
        .filter(key -> key.group() != Key.Group.SCORING && key.group() != Key.Group.REGISTRY)
        .toList();
  }

  @Override
  public void check(Invocation call, Problems problems) throws IOException {
    Configuration conf = call.conf();
    PathChecks.required(conf, DataKeys.INPUT_PATHS, "name the data to train on", problems);
    PathChecks.readable(conf, DataKeys.INPUT_PATHS, problems);
    PathChecks.readable(conf, DataKeys.LABEL_PATHS, problems);
    PathChecks.readable(conf, DataKeys.VALIDATION, problems);
    PathChecks.readable(conf, DataKeys.VALIDATION_LABELS, problems);
    TrainingCheck.check(call.settings(), problems);
    EngineChoice.check(conf, problems);
  }

  @Override
  public ExitCode run(Invocation call) throws IOException, InterruptedException {
    Configuration conf = call.conf();
    PathSettings.qualify(conf);
    call.terminal().status("measuring on a sample …");
    DryRun.Findings found = DryRun.of(conf, wanted(call));
    Places places = places(call, found);
    List<EngineEstimate> estimates = EngineEstimates.of(found, places);
    String choice = EngineChoice.training(conf).sentence();
    PlanView.lines(found, places, estimates, choice).forEach(call.terminal()::say);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", ExitCode.DONE.code());
    document.set("found", JsonFile.MAPPER.valueToTree(found));
    document.set("places", JsonFile.MAPPER.valueToTree(places));
    document.set("engines", JsonFile.MAPPER.valueToTree(estimates));
    document.put("choice", choice);
    call.terminal().document(document);
    return ExitCode.DONE;
  }

  private static RunDocument wanted(Invocation call) throws IOException {
    return new RunDocument(
        RunDocument.VERSION,
        UUID.randomUUID().toString().replace("-", "").substring(0, 16),
        "plan",
        Program.version(),
        UserGroupInformation.getCurrentUser().getShortUserName(),
        System.currentTimeMillis(),
        call.settings().all());
  }

  private static Places places(Invocation call, DryRun.Findings found) throws IOException {
    Configuration conf = call.conf();
    int asked = call.get(YarnKeys.THREADS).intValue();
    int threads = asked == 0 ? Runtime.getRuntime().availableProcessors() : asked;
    long heap = Runtime.getRuntime().maxMemory();
    boolean yarn =
        conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME)
            .equals(MRConfig.YARN_FRAMEWORK_NAME);
    return new Places(threads, heap, yarn ? cluster(call, found) : null);
  }

  private static Places.Cluster cluster(Invocation call, DryRun.Findings found) throws IOException {
    Configuration conf = new Configuration(call.conf());
    try (ClusterLink link = new YarnClusterLink(conf)) {
      conf.setInt(YarnKeys.CONTAINER_CORES.name(), TaskCounts.containerCores(conf, link));
      int wave = TaskCounts.wave(conf, link);
      long largest =
          link.room().stream().mapToLong(ClusterLink.NodeRoom::freeMemoryMb).max().orElse(0);
      Workload work = Workload.of(found.packedBytes(), found.models(), call.settings());
      ResidentPlan.Work needed =
          new ResidentPlan.Work(work.bytes(), work.factor(), found.vectors());
      Wish wish = call.get(DeviceKeys.GPU);
      GpuSupply gpus =
          wish == Wish.OFF
              ? GpuSupply.NONE
              : link.gpus(SubmissionSpec.queue(conf), call.get(YarnKeys.NODE_LABEL));
      ContainerPlan staff =
          GpuPolicy.staff(
              wish,
              ResidentPlan.staff(conf, needed, ResidentPlan.splits(needed), Math.max(1, largest)),
              gpus);
      int asked = call.get(YarnKeys.SPLITS).intValue();
      int task = conf.getInt(MRJobConfig.MAP_MEMORY_MB, MRJobConfig.DEFAULT_MAP_MEMORY_MB);
      int containers =
          Math.max(
              1,
              Math.min(
                  staff.containers(), room(link, staff.size(), call.get(YarnKeys.AM_MEMORY_MB))));
      return new Places.Cluster(
          asked > 0 ? asked : SplitPolicy.splits(wave, work.bytes(), work.factor()),
          call.get(TrainingKeys.REDUCERS).intValue(),
          (long) new ContainerSize(task, 1).heapMb() << 20,
          containers,
          (long) staff.size().heapMb() << 20,
          staff.size().cores(),
          (long) new ContainerSize(call.get(YarnKeys.AM_MEMORY_MB).intValue(), 1).heapMb() << 20,
          found.inputBytes() == 0 ? 1 : TaskCounts.parsing(conf, link, found.inputBytes()),
          String.format(
                  Locale.ROOT,
                  "room for %d map tasks of %d MiB now; resident: %d containers of %d MiB wanted, %d fit",
                  wave,
                  task,
                  staff.containers(),
                  staff.size().memoryMb(),
                  containers)
              + gpus(wish, staff, gpus)
              + arithmetic(call.get(DeviceKeys.PRECISION)));
    } catch (YarnException e) {
      throw new IOException("Cannot ask the cluster for its room: " + e.getMessage(), e);
    }
  }

  /** What would be asked for, or why nothing would be. */
  private static String gpus(Wish wish, ContainerPlan staff, GpuSupply gpus) {
    return switch (wish) {
      case OFF -> "";
      case AUTO -> "; " + staff.withGpu() + " of them would ask for a GPU: " + gpus.describe();
      case REQUIRE ->
          gpus.missing()
              .map(missing -> "; refused, because GPUs are required: " + missing)
              .orElse("; each would ask for a GPU: " + gpus.describe());
    };
  }

  /** What a GPU's own bits are made of; nothing where they are the CPU's. */
  private static String arithmetic(Precision precision) {
    return precision == Precision.EXACT ? "" : ", computing in " + Key.spelling(precision);
  }

  /** Containers of a size that fit beside the ApplicationMaster now. */
  private static int room(ClusterLink link, ContainerSize size, long masterMb)
      throws IOException, YarnException {
    return WavePolicy.tasks(link.room(), size.memoryMb(), size.cores(), masterMb);
  }
}

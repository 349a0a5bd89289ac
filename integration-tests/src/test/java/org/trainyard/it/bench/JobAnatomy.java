package org.trainyard.it.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.mapred.TIPStatus;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.apache.hadoop.mapreduce.TaskReport;
import org.apache.hadoop.mapreduce.TaskType;
import org.trainyard.mapreduce.iteration.IterationCounter;

/**
 * Where the seconds of a finished job went, as its history tells.
 *
 * @param master from its submission until its master ran
 * @param firstMap from then until the first map task began
 * @param maps from then until the last map task was done
 * @param reduce from then until the last reduce task was done
 * @param cpu processor time of all tasks together
 * @param longestMap reading and computing of the map task that did most of it, with a cold process
 */
record JobAnatomy(
    double master, double firstMap, double maps, double reduce, double cpu, double longestMap) {
  static JobAnatomy of(Job job, long submittedMs) throws IOException, InterruptedException {
    long firstMap = Long.MAX_VALUE;
    long lastMap = 0;
    long lastReduce = 0;
    long cpu = 0;
    long longest = 0;
    for (TaskType type : new TaskType[] {TaskType.MAP, TaskType.REDUCE}) {
      for (TaskReport task : job.getTaskReports(type)) {
        if (task.getCurrentStatus() != TIPStatus.COMPLETE) {
          continue;
        }
        cpu += task.getTaskCounters().findCounter(TaskCounter.CPU_MILLISECONDS).getValue();
        if (type == TaskType.MAP) {
          firstMap = Math.min(firstMap, task.getStartTime());
          lastMap = Math.max(lastMap, task.getFinishTime());
          longest =
              Math.max(
                  longest,
                  task.getTaskCounters().findCounter(IterationCounter.READ_MS).getValue()
                      + task.getTaskCounters().findCounter(IterationCounter.COMPUTE_MS).getValue());
        } else {
          lastReduce = Math.max(lastReduce, task.getFinishTime());
        }
      }
    }
    long master = job.getStatus().getStartTime();
    return new JobAnatomy(
        (master - submittedMs) / 1e3,
        (firstMap - master) / 1e3,
        (lastMap - firstMap) / 1e3,
        (lastReduce - lastMap) / 1e3,
        cpu / 1e3,
        longest / 1e3);
  }

  /** Medians of several, as a line of a table. */
  static String line(List<JobAnatomy> jobs) {
    return String.format(
        Locale.ROOT,
        "%8.2f %9.2f %6.2f %7.2f %6.2f",
        median(jobs, JobAnatomy::master),
        median(jobs, JobAnatomy::firstMap),
        median(jobs, JobAnatomy::maps),
        median(jobs, JobAnatomy::reduce),
        median(jobs, JobAnatomy::cpu));
  }

  static double median(List<JobAnatomy> jobs, ToDoubleFunction<JobAnatomy> what) {
    return Spread.of(jobs.stream().mapToDouble(what).toArray()).median();
  }
}

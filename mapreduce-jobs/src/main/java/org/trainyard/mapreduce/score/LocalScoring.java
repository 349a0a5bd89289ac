package org.trainyard.mapreduce.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.raw.RawInputs;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunLayout;

/** Scores in this process, with some threads. */
public final class LocalScoring extends ScoreEngine {
  private final Configuration conf;
  private final int threads;

  /** With so many threads, at least one. */
  public LocalScoring(Configuration conf, int threads) {
    this.conf = conf;
    this.threads = threads;
  }

  @Override
  int tasks(long bytes) {
    return threads;
  }

  @Override
  Totals evaluate(ScoreSpec spec, ScoringModel model) throws IOException, InterruptedException {
    List<Callable<Partial>> tasks = new ArrayList<>();
    for (ScoreSplit.Work work : works(spec)) {
      tasks.add(() -> new EvaluateTask(spec, model, conf, ScoreProgress.none()).evaluate(work));
    }
    Partial sum = new Partial(EvaluationSums.shape(model.scorer().output()));
    for (Partial partial : all(tasks)) {
      sum.add(partial);
    }
    return sum.totals();
  }

  @Override
  Written predict(ScoreSpec spec, ScoringModel model, Path output)
      throws IOException, InterruptedException {
    FileSystem fs = output.getFileSystem(conf);
    Path temporary = new Path(output.getParent(), "." + output.getName() + "." + UUID.randomUUID());
    try {
      Tally tally = new Tally();
      List<Callable<Long>> tasks = new ArrayList<>();
      for (ScoreSplit.Work work : works(spec)) {
        tasks.add(() -> predict(spec, model, temporary, work, tally));
      }
      long unseen = all(tasks).stream().mapToLong(Long::longValue).sum();
      fs.create(new Path(temporary, RunLayout.SUCCESS), true).close();
      JsonFile.rename(fs, temporary, output);
      return new Written(tally.rows.get(), tally.bad.get(), unseen);
    } finally {
      fs.delete(temporary, true);
    }
  }

  private Long predict(
      ScoreSpec spec, ScoringModel model, Path folder, ScoreSplit.Work work, Tally tally)
      throws IOException {
    try (PredictionFile file = new PredictionFile(conf, folder, work.task(), spec.layout())) {
      PredictTask task = new PredictTask(spec, model, file, tally);
      task.predict(work.task(), work.runs(), conf);
      return task.unseenValues();
    }
  }

  private List<ScoreSplit.Work> works(ScoreSpec spec) throws IOException {
    if (spec.input() == null) {
      return ScoreInputFormat.blocks(Dataset.open(conf, new Path(spec.dataset())), spec.tasks());
    }
    return ScoreInputFormat.chunks(RawInputs.find(spec.input().source(), conf), spec.tasks());
  }

  /** Runs all, and tells the failure of the first in the order of the input that has one. */
  private <T> List<T> all(List<Callable<T>> tasks) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      List<Future<T>> futures = new ArrayList<>();
      tasks.forEach(task -> futures.add(pool.submit(task)));
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static IOException unwrapped(Throwable cause) {
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IOException("Scoring failed: " + cause, cause);
  }

  /** Adds up what all threads do. */
  private static final class Tally implements ScoreProgress {
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();

    @Override
    public void scored(int samples) {
      rows.addAndGet(samples);
    }

    @Override
    public void skipped() {
      bad.incrementAndGet();
    }
  }
}

package org.trainyard.mapreduce.iteration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.task.JobContextImpl;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;

class IterationOutputTest {
  private final JobConf conf = new JobConf();
  private final IterationOutput format = new IterationOutput();
  private FileSystem fs;
  private org.apache.hadoop.fs.Path iteration;

  @BeforeEach
  void inAFolder(@TempDir Path folder) throws IOException {
    fs = FileSystem.getLocal(new Configuration());
    iteration = new org.apache.hadoop.fs.Path(folder.toUri());
  }

  @Test
  void aStateIsThereWhenTheFirstAttemptHasGivenItItsName() throws IOException {
    org.apache.hadoop.fs.Path state = output("state");
    write(attempt(0, 0));
    write(attempt(0, 1));
    assertFalse(IterationOutput.published(fs, state, 1));
    IterationOutput.publishState(attempt(0, 1));
    assertTrue(IterationOutput.published(fs, state, 1));
    IterationOutput.publishState(attempt(0, 0));
    assertEquals(List.of("state"), names(iteration), "the second attempt took its own away");
    assertEquals(List.of("parameters"), names(state));
  }

  @Test
  void sumsAreThereWhenTheLastShardIs() throws Exception {
    org.apache.hadoop.fs.Path sums = output("sums");
    conf.setNumReduceTasks(2);
    sum(attempt(1, 0));
    assertFalse(IterationOutput.published(fs, sums, 2));
    sum(attempt(0, 0));
    sum(attempt(0, 1));
    assertTrue(IterationOutput.published(fs, sums, 2));
    assertFalse(IterationOutput.published(fs, sums, 3), "another number of reducers");
    assertEquals(List.of("part-00000-of-00002", "part-00001-of-00002"), names(sums));
  }

  @Test
  void whatAttemptsLeaveIsTakenAway() throws Exception {
    output("state");
    write(attempt(0, 0));
    write(attempt(0, 1));
    OutputCommitter committer = format.getOutputCommitter(attempt(0, 0));
    committer.abortTask(attempt(0, 0));
    assertEquals(List.of(".state." + attempt(0, 1).getTaskAttemptID()), names(iteration));
    committer.commitJob(new JobContextImpl(conf, new JobID("job", 1)));
    assertEquals(List.of(), names(iteration));
  }

  private org.apache.hadoop.fs.Path output(String name) {
    org.apache.hadoop.fs.Path output = new org.apache.hadoop.fs.Path(iteration, name);
    conf.set(IterationOutput.OUTPUT, output.toString());
    return output;
  }

  private TaskAttemptContext attempt(int task, int attempt) {
    return new TaskAttemptContextImpl(
        conf, new TaskAttemptID(new TaskID(new JobID("job", 1), TaskType.REDUCE, task), attempt));
  }

  private void write(TaskAttemptContext attempt) throws IOException {
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(IterationOutput.attemptFolder(attempt), "parameters");
    try (OutputStream out = fs.create(file, false)) {
      out.write(1);
    }
  }

  private void sum(TaskAttemptContext attempt) throws Exception {
    Partial partial = new Partial(new PartialShape(1, 1, 0, 0));
    RecordWriter<IntWritable, PartialWritable> writer = format.getRecordWriter(attempt);
    writer.write(new IntWritable(0), PartialWritable.shard(partial, 0, 1));
    writer.close(attempt);
  }

  private List<String> names(org.apache.hadoop.fs.Path folder) throws IOException {
    return Arrays.stream(fs.listStatus(folder))
        .map(FileStatus::getPath)
        .map(org.apache.hadoop.fs.Path::getName)
        .filter(name -> !name.endsWith(".crc"))
        .sorted()
        .toList();
  }
}

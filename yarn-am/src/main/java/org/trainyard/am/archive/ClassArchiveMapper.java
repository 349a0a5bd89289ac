package org.trainyard.am.archive;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.vector.VectorFile;

/** Uses what the processes of a run use beside MapReduce itself, so that it is in the list. */
final class ClassArchiveMapper extends Mapper<LongWritable, Text, NullWritable, Text> {
  /** First classes of what runs where this job does not: task containers and our own master. */
  private static final String[] ELSEWHERE = {
    "org.apache.hadoop.mapred.YarnChild",
    "org.apache.hadoop.mapred.YARNRunner",
    "org.apache.hadoop.mapreduce.Job",
    "org.apache.hadoop.mapreduce.JobSubmitter",
    "org.apache.hadoop.mapreduce.task.reduce.Fetcher",
    "org.apache.hadoop.ipc.WritableRpcEngine",
    "org.apache.hadoop.yarn.client.api.impl.YarnClientImpl",
    "org.apache.hadoop.yarn.client.api.async.impl.AMRMClientAsyncImpl",
    "org.apache.hadoop.yarn.client.api.async.impl.NMClientAsyncImpl",
  };

  @Override
  protected void map(LongWritable key, Text line, Context context)
      throws IOException, InterruptedException {
    for (String name : ELSEWHERE) {
      try {
        Class.forName(name);
      } catch (ClassNotFoundException | LinkageError e) {
        // Another version of Hadoop has none of this name: then it is not in the archive.
        context.getCounter("class archive", "missing").increment(1);
      }
    }
    FileSystem local = FileSystem.getLocal(context.getConfiguration());
    Path file = local.makeQualified(new Path("vectors.avro"));
    String json = JsonFile.MAPPER.writeValueAsString(Map.of("formatVersion", 1));
    VectorFile.write(local, file, "any", json, new TreeMap<>(Map.of("one", new double[] {1})));
    VectorFile.read(local, file, "any");
    context.write(NullWritable.get(), line);
  }
}

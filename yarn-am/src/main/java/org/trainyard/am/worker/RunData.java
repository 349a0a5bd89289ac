package org.trainyard.am.worker;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.exchange.Setup;
import org.trainyard.am.spill.SpillFiles;
import org.trainyard.am.spill.VectorCopies;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.iteration.SplitPlan;
import org.trainyard.mapreduce.problem.RunProblem;
import org.trainyard.mapreduce.problem.SegmentPlan;

/**
 * What a worker has of the run over all iterations.
 *
 * @param algorithm made from the run's problem
 * @param store of the splits
 */
record RunData(Algorithm algorithm, SplitStore store) {
  /** Loads the run's problem; reads no data yet. */
  static RunData load(Configuration conf, Setup setup, SpillFiles files) throws IOException {
    RunProblem problem = RunProblem.load(conf, new RunLayout(new Path(setup.run())));
    List<List<SegmentPlan>> splits = SplitPlan.combine(problem.segments(), setup.splits());
    if (splits.size() != setup.splits()) {
      throw new IOException(
          "The data are cut into "
              + splits.size()
              + " splits here, and into "
              + setup.splits()
              + " by the master");
    }
    return new RunData(
        problem.algorithm(new VectorCopies(files, "statistics")),
        new SplitStore(splits, () -> SegmentSource.of(problem), files));
  }
}

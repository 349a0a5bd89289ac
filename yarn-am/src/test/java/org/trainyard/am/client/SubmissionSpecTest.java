package org.trainyard.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.run.RunDocument;

class SubmissionSpecTest {
  private static final RunDocument RUN =
      new RunDocument(1, "ABC123", "a9a", "0.1", "ann", 0, new TreeMap<>());

  private final Configuration conf = new Configuration(false);

  @Test
  void takesTheDefaultsOfTheKeys() {
    SubmissionSpec spec = SubmissionSpec.of(RUN, conf);
    assertEquals("a9a", spec.name());
    assertNull(spec.queue());
    assertEquals(-1, spec.priority());
    assertEquals(1024, spec.memoryMb());
    assertEquals(768, spec.heapMb());
    assertEquals(Duration.ofHours(1), spec.attemptsWithin());
    assertEquals(List.of("trainyard-run:abc123"), List.copyOf(spec.tags()));
  }

  @Test
  void ourQueueWinsOverThatOfMapReduce() {
    conf.set("mapreduce.job.queuename", "theirs");
    assertEquals("theirs", SubmissionSpec.of(RUN, conf).queue());
    conf.set("trainyard.yarn.queue", "ours");
    assertEquals("ours", SubmissionSpec.of(RUN, conf).queue());
  }

  @Test
  void tagsOfTheUserAndOfTheSchedulerAreKeptInLowerCase() {
    conf.set("mapreduce.job.tags", "oozie-W7, Nightly");
    conf.set("trainyard.yarn.tags", "Team");
    assertEquals(
        List.of("nightly", "oozie-w7", "team", "trainyard-run:abc123"),
        List.copyOf(SubmissionSpec.of(RUN, conf).tags()));
    assertEquals(List.of("nightly", "oozie-w7", "team"), List.copyOf(SubmissionSpec.tags(conf)));
  }
}

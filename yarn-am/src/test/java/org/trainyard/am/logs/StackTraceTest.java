package org.trainyard.am.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackTraceTest {
  @Test
  void keepsWhereItBeganAndOurOwnPlaces() {
    List<String> trace =
        """
        Error: java.io.IOException: Cannot read block 7
        	at org.apache.hadoop.hdfs.DFSInputStream.read(DFSInputStream.java:1)
        	at org.apache.hadoop.hdfs.DFSInputStream.read(DFSInputStream.java:2)
        	at org.trainyard.formats.dataset.DatasetReader.read(DatasetReader.java:3)
        	at org.trainyard.mapreduce.iteration.IterationMapper.map(IterationMapper.java:4)
        	at org.trainyard.mapreduce.iteration.IterationMapper.run(IterationMapper.java:5)
        	at org.apache.hadoop.mapred.MapTask.run(MapTask.java:6)
        	at java.base/java.lang.Thread.run(Thread.java:7)
        Caused by: java.net.ConnectException: refused
        	at java.base/sun.nio.ch.Net.connect(Net.java:8)
        	... 12 more
        """
            .lines()
            .toList();
    assertEquals(
        List.of(
            "Error: java.io.IOException: Cannot read block 7",
            "    at org.apache.hadoop.hdfs.DFSInputStream.read(DFSInputStream.java:1)",
            "    at org.trainyard.formats.dataset.DatasetReader.read(DatasetReader.java:3)",
            "    at org.trainyard.mapreduce.iteration.IterationMapper.map(IterationMapper.java:4)",
            "Caused by: java.net.ConnectException: refused"),
        StackTrace.shortened(trace));
  }

  @Test
  void wrappersAreLeftOutUnlessTheyAreAllThereIs() {
    List<String> trace =
        List.of(
            "java.util.concurrent.ExecutionException: java.lang.IllegalStateException: x",
            "\tat org.trainyard.am.worker.Worker.run(Worker.java:1)",
            "Caused by: java.lang.IllegalStateException: x",
            "\tat org.trainyard.am.worker.Tasks.go(Tasks.java:2)");
    assertEquals(
        List.of(
            "Caused by: java.lang.IllegalStateException: x",
            "    at org.trainyard.am.worker.Tasks.go(Tasks.java:2)"),
        StackTrace.shortened(trace));
    assertEquals(1, StackTrace.shortened(trace.subList(0, 1)).size());
  }

  @Test
  void whatIsNoTraceStays() {
    List<String> words = List.of("the input changed", "since the run began");
    assertEquals(words, StackTrace.shortened(words));
    assertTrue(StackTrace.continues("\tat a.B.c(D.java:1) ~[x.jar:1]"));
    assertFalse(StackTrace.continues("at last"));
  }
}

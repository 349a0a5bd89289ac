package org.trainyard.am.facts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.JsonFile;

/**
 * The facts as a timeline in Chrome's trace event format, for {@code chrome://tracing}, Perfetto
 * and others. Pure. Process 1 is the run: its iterations, and below them their parts one after the
 * other, which shows their lengths and not when they were; process 2 the workers, each a thread,
 * with the attempts at splits that were not as usual. Times are µs since the epoch.
 */
public final class ChromeTrace {
  private static final int RUN = 1;
  private static final int WORKERS = 2;

  /** Most iterations, the last ones: a viewer is no use with more. */
  private static final int MOST = 10_000;

  private final ArrayNode events = JsonFile.MAPPER.createArrayNode();
  private final Map<String, Integer> threads = new LinkedHashMap<>();

  private ChromeTrace() {}

  /** The whole document. */
  public static ObjectNode of(RunFacts facts) {
    ChromeTrace trace = new ChromeTrace();
    trace.name("process_name", RUN, 0, "run " + facts.head().name());
    trace.name("thread_name", RUN, 1, "iterations");
    trace.name("thread_name", RUN, 2, "parts of iterations");
    trace.name("process_name", WORKERS, 0, "workers");
    int first = Math.max(0, facts.iterations().size() - MOST);
    facts.iterations().subList(first, facts.iterations().size()).forEach(trace::iteration);
    facts.head().packings().forEach(trace::packing);
    facts.workers().forEach(worker -> trace.worker(worker, facts.head().heardMs()));
    facts.tasks().forEach(trace::task);
    facts.alerts().forEach(trace::alert);
    ObjectNode document = JsonFile.MAPPER.createObjectNode();
    document.set("traceEvents", trace.events);
    document.put("displayTimeUnit", "ms");
    return document;
  }

  private void iteration(RunFacts.Iteration iteration) {
    complete(
            RUN,
            1,
            "iteration " + iteration.iteration(),
            iteration.startedMs(),
            iteration.seconds())
        .put("engine", iteration.engine());
    RunEvent.TimeSplit time = iteration.time();
    if (time.known()) {
      double at = iteration.startedMs();
      at = part("waiting", at, time.waiting());
      at = part("start", at, time.start());
      at = part("read", at, time.read());
      at = part("compute", at, time.compute());
      at = part("shuffle", at, time.shuffle());
      part("step", at, time.step());
    }
  }

  private void packing(RunEvent.PackingEnded packing) {
    double began = packing.atMs() - 1000 * packing.seconds();
    complete(RUN, 1, "packing", began, packing.seconds())
        .put("engine", packing.engine())
        .put("rows", packing.rows());
    RunEvent.TimeSplit time = packing.time();
    if (time.known()) {
      double at = part("waiting", began, time.waiting());
      at = part("start", at, time.start());
      part("compute", at, time.compute());
    }
  }

  private double part(String name, double atMs, double seconds) {
    if (seconds > 0) {
      complete(RUN, 2, name, atMs, seconds);
    }
    return atMs + 1000 * seconds;
  }

  private void worker(RunFacts.Worker worker, long nowMs) {
    int thread = thread(worker.worker());
    long from = worker.grantedMs() == 0 ? worker.cameMs() : worker.grantedMs();
    long to = worker.leftMs() == 0 ? nowMs : worker.leftMs();
    if (from == 0 || to < from) {
      return;
    }
    if (worker.cameMs() > from) {
      complete(WORKERS, thread, "starting", from, (worker.cameMs() - from) / 1000.0);
    }
    long began = worker.cameMs() == 0 ? from : worker.cameMs();
    complete(WORKERS, thread, "at work", began, (to - began) / 1000.0)
        .put("node", worker.node())
        .put("left", worker.why());
  }

  private void task(RunEvent.TaskEnded task) {
    double seconds = (task.readMs() + task.computeMs()) / 1000.0;
    String what = (task.iteration() == 0 ? "piece " : "split ") + task.split();
    complete(WORKERS, thread(task.worker()), what, task.startedMs(), seconds)
        .put("iteration", task.iteration())
        .put("outcome", task.outcome().name())
        .put("rows", task.rows())
        .put("why", task.why());
  }

  private void alert(RunEvent.AlertRaised alert) {
    events
        .addObject()
        .put("name", alert.kind().name() + ": " + alert.sentence())
        .put("ph", "i")
        .put("s", "g")
        .put("pid", RUN)
        .put("tid", 1)
        .put("ts", 1000 * alert.atMs());
  }

  /** An event with a beginning and a length; what can be told beside it. */
  private ObjectNode complete(int process, int thread, String name, double atMs, double seconds) {
    return events
        .addObject()
        .put("name", name)
        .put("ph", "X")
        .put("pid", process)
        .put("tid", thread)
        .put("ts", Math.round(1000 * atMs))
        .put("dur", Math.round(1e6 * seconds))
        .putObject("args");
  }

  private int thread(String worker) {
    Integer known = threads.get(worker);
    if (known == null) {
      known = threads.size() + 1;
      threads.put(worker, known);
      name("thread_name", WORKERS, known, worker);
    }
    return known;
  }

  private void name(String what, int process, int thread, String name) {
    events
        .addObject()
        .put("name", what)
        .put("ph", "M")
        .put("pid", process)
        .put("tid", thread)
        .putObject("args")
        .put("name", name);
  }
}

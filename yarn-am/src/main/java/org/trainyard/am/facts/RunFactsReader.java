package org.trainyard.am.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.formats.event.EventLogTail;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;

/**
 * The facts of a run as its folder tells them: of one that is live, finished, failed or local. What
 * the event log does not tell, because an older build made the run or because a process died, is
 * read from the iterations' own documents. Asked again, it reads what is new. One thread.
 */
public final class RunFactsReader {
  private final RunDirectory directory;
  private final EventLogTail tail;
  private final FactsLedger ledger;

  /**
   * Of the run in a folder.
   *
   * @throws java.io.FileNotFoundException if there is none
   */
  public RunFactsReader(Configuration conf, Path run) throws IOException {
    FileSystem fs = run.getFileSystem(conf);
    this.directory = new RunDirectory(conf, run);
    this.tail = new EventLogTail(fs, directory.layout().events());
    this.ledger = new FactsLedger(directory.layout().run().toString(), directory.document());
  }

  /** All that the folder tells now. */
  public RunFacts read(long nowMs) throws IOException {
    return ledger().snapshot(nowMs);
  }

  /** What is known so far, brought up to now: to go on with where events are heard at once. */
  public FactsLedger ledger() throws IOException {
    for (RunEvent event : tail.next()) {
      if (event instanceof RunEvent.AttemptBegan began) {
        // What an older build, or a process that died, did not tell.
        documents(began.iterations());
      }
      ledger.hear(event);
    }
    boolean finished = directory.finished();
    if (finished || !ledger.driven()) {
      documents(Integer.MAX_VALUE);
    }
    if (finished) {
      Optional<JsonNode> summary = directory.summary();
      ledger.finished(
          summary.map(json -> json.path("stop").asText()).orElse(null),
          summary.map(json -> json.path("sentence").asText()).orElse(null));
    }
    return ledger;
  }

  private void documents(int upTo) throws IOException {
    for (int k = ledger.last() + 1; k <= upTo; k++) {
      Optional<IterationDocument> document = directory.iteration(k);
      if (document.isEmpty()) {
        return;
      }
      ledger.hear(document.get());
    }
  }
}

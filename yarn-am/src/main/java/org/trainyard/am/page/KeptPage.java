package org.trainyard.am.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.run.JsonFile;

/** The page as one file that needs nothing else: it outlives the run and can be sent by mail. */
public final class KeptPage {
  private KeptPage() {}

  /** The document. */
  public static String of(RunFacts facts) {
    return RunPage.of(facts, new Frame.Kept(Assets.style(), Assets.script()));
  }

  /** Writes it whole or not at all, over an older one. */
  public static void write(FileSystem fs, Path file, RunFacts facts) throws IOException {
    Path temporary = new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID());
    try (OutputStream out = fs.create(temporary, true)) {
      out.write(of(facts).getBytes(StandardCharsets.UTF_8));
    }
    if (fs.exists(file)) {
      fs.delete(file, false);
    }
    JsonFile.rename(fs, temporary, file);
  }
}

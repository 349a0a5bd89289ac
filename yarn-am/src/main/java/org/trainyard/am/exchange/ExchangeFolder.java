package org.trainyard.am.exchange;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.run.JsonFile;

/**
 * What attempts of the master leave for each other and for workers, in the run's staging folder:
 * the secret of the tokens, and where the present master answers.
 *
 * @param fs of the folder
 * @param folder the run's staging folder
 */
public record ExchangeFolder(FileSystem fs, Path folder) {
  private static final int VERSION = 1;

  /**
   * Where the master of an attempt answers.
   *
   * @param formatVersion of this document
   * @param epoch number of the attempt
   * @param host of its node
   * @param port of its server
   */
  public record MasterAddress(int formatVersion, int epoch, String host, int port) {
    /** In the present format. */
    public MasterAddress(int epoch, String host, int port) {
      this(VERSION, epoch, host, port);
    }
  }

  /** Tells workers of earlier attempts where the master is now. */
  public void announce(MasterAddress address) throws IOException {
    JsonFile.write(fs, file(), address);
  }

  /** Where the master is now. */
  public MasterAddress master() throws IOException {
    return JsonFile.read(fs, file(), MasterAddress.class, VERSION);
  }

  private Path file() {
    return new Path(folder, "master.json");
  }
}

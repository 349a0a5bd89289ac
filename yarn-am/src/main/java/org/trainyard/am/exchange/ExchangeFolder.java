package org.trainyard.am.exchange;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.token.Token;
import org.trainyard.formats.run.JsonFile;

/**
 * What attempts of the master leave for each other and for workers, in the run's staging folder:
 * the token, readable by the run's user alone, and where the present master answers.
 *
 * @param fs of the folder
 * @param folder the run's staging folder
 */
public record ExchangeFolder(FileSystem fs, Path folder) {
  private static final int VERSION = 1;
  private static final FsPermission OWNER_ONLY = new FsPermission((short) 0600);

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

  /** The token that an earlier attempt made, or a new one. */
  public ExchangeToken token(String user, String run) throws IOException {
    Path file = new Path(folder, "exchange.token");
    if (fs.exists(file)) {
      Token<ExchangeTokenIdentifier> token = new Token<>();
      try (FSDataInputStream in = fs.open(file)) {
        token.readFields(in);
      }
      return new ExchangeToken(token);
    }
    ExchangeToken made = ExchangeToken.create(user, run);
    Path temporary = new Path(folder, ".exchange.token." + UUID.randomUUID());
    try (FSDataOutputStream out = FileSystem.create(fs, temporary, OWNER_ONLY)) {
      made.token().write(out);
    }
    JsonFile.rename(fs, temporary, file);
    return made;
  }

  /** Tells workers of earlier attempts where the master is now. */
  public void announce(MasterAddress address) throws IOException {
    JsonFile.write(fs, master(), address);
  }

  /** Where the master is now. */
  public MasterAddress address() throws IOException {
    return JsonFile.read(fs, master(), MasterAddress.class, VERSION);
  }

  private Path master() {
    return new Path(folder, "master.json");
  }
}

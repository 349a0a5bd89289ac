package org.trainyard.am.exchange;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.TokenIdentifier;

/** Who carries a token of the exchange: a process of one run, in the name of the run's user. */
public final class ExchangeTokenIdentifier extends TokenIdentifier {
  /** Kind of the tokens. */
  public static final Text KIND = new Text("TRAINYARD_EXCHANGE");

  private static final byte VERSION = 1;

  private String user;
  private String run;

  /** For Hadoop, which then reads the fields. */
  public ExchangeTokenIdentifier() {}

  ExchangeTokenIdentifier(String user, String run) {
    this.user = user;
    this.run = run;
  }

  @Override
  public Text getKind() {
    return KIND;
  }

  @Override
  public UserGroupInformation getUser() {
    return UserGroupInformation.createRemoteUser(user);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(user);
    out.writeUTF(run);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    Bounds.checkVersion("a token", in.readByte(), VERSION);
    user = in.readUTF();
    run = in.readUTF();
  }

  @Override
  public String toString() {
    return "process of run " + run + " for " + user;
  }
}

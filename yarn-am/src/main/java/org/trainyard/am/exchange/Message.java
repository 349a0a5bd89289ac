package org.trainyard.am.exchange;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.trainyard.formats.run.JsonFile;

/** One of this package's records on its way: version, length, JSON. Bounded in size. */
final class Message implements Writable {
  /** Of all the records together: 2 tells the loss of a split, 3 devices. */
  private static final byte VERSION = 3;

  private static final int MOST_BYTES = 4 << 20;

  private byte[] json;

  /** For Hadoop, which then reads the fields. */
  Message() {}

  static Message of(Object record) throws IOException {
    Message message = new Message();
    message.json = JsonFile.MAPPER.writeValueAsBytes(record);
    return message;
  }

  <T> T as(Class<T> type) throws IOException {
    return JsonFile.MAPPER.readValue(json, type);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    WritableUtils.writeVInt(out, Bounds.check("a message", json.length, MOST_BYTES));
    out.write(json);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    Bounds.checkVersion("a message", in.readByte(), VERSION);
    json = new byte[Bounds.check("a message", WritableUtils.readVInt(in), MOST_BYTES)];
    in.readFully(json);
  }
}

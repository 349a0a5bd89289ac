package org.trainyard.am.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.Vector;

/**
 * What mappers read of a state, its parameters without the optimiser's memory, as one message: the
 * parameters themselves, or, where these are many, the folder that they lie in.
 *
 * <pre>
 * 1   iteration, control as JSON, number of vectors, then name, length and doubles of each
 * 2   the folder, as UTF-8
 * </pre>
 */
public final class StateCodec {
  private static final byte PARAMETERS = 1;
  private static final byte FOLDER = 2;

  private StateCodec() {}

  /**
   * The message of a state.
   *
   * @param folder that {@code StateFiles} has written it to, or will have before the message goes
   *     out if it names that folder
   * @param most bytes of a message with the parameters; one that goes out with one call has them
   */
  public static byte[] encode(State state, Path folder, long most) throws IOException {
    byte[] control = JsonFile.MAPPER.writeValueAsBytes(state.control());
    return size(state, control) <= Math.max(most, Chunk.MOST_BYTES) ? encode(state) : name(folder);
  }

  /** The message that says where a state lies. */
  public static byte[] name(Path folder) {
    byte[] path = utf8(folder.toString());
    return ByteBuffer.allocate(1 + path.length).put(FOLDER).put(path).array();
  }

  /** Where the parameters lie, if the message says so. */
  public static Optional<Path> folder(byte[] message) {
    return message[0] == FOLDER
        ? Optional.of(new Path(new String(message, 1, message.length - 1, StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  /** The message with a state's parameters, which take less than 2 GiB. */
  public static byte[] encode(State state) throws IOException {
    byte[] control = JsonFile.MAPPER.writeValueAsBytes(state.control());
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size(state, control)));
    out.put(PARAMETERS).putInt(state.iteration());
    put(out, control);
    out.putInt(state.parameters().size());
    for (Map.Entry<String, Vector> vector : state.parameters().entrySet()) {
      put(out, utf8(vector.getKey()));
      double[] values = vector.getValue().array();
      out.putInt(values.length);
      out.asDoubleBuffer().put(values);
      out.position(out.position() + Double.BYTES * values.length);
    }
    return out.array();
  }

  private static long size(State state, byte[] control) {
    long size = 1 + 3L * Integer.BYTES + control.length;
    for (Map.Entry<String, Vector> vector : state.parameters().entrySet()) {
      size += 2L * Integer.BYTES + utf8(vector.getKey()).length;
      size += (long) Double.BYTES * vector.getValue().length();
    }
    return size;
  }

  /** The state of a message with its parameters, with an empty memory. */
  public static State decode(byte[] bytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != PARAMETERS) {
      throw new IOException(
          "Cannot read a state: format version " + version + ", this build reads " + PARAMETERS);
    }
    int iteration = in.getInt();
    ObjectNode control = (ObjectNode) JsonFile.MAPPER.readTree(take(in));
    SortedMap<String, double[]> parameters = new TreeMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      String name = new String(take(in), StandardCharsets.UTF_8);
      double[] values = new double[in.getInt()];
      in.asDoubleBuffer().get(values);
      in.position(in.position() + Double.BYTES * values.length);
      parameters.put(name, values);
    }
    return State.of(iteration, control, parameters, new TreeMap<>());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ByteBuffer out, byte[] bytes) {
    out.putInt(bytes.length).put(bytes);
  }

  private static byte[] take(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }
}

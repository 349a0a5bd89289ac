package org.trainyard.am.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.Vector;

/**
 * What mappers read of a state, its parameters without the optimiser's memory, as bytes: version,
 * iteration, control as JSON, number of vectors, then name, length and doubles of each.
 */
public final class StateCodec {
  private static final byte VERSION = 1;

  private StateCodec() {}

  /** The bytes of a state's parameters. */
  public static byte[] encode(State state) throws IOException {
    byte[] control = JsonFile.MAPPER.writeValueAsBytes(state.control());
    long size = 1 + 3L * Integer.BYTES + control.length;
    for (Map.Entry<String, Vector> vector : state.parameters().entrySet()) {
      size += 2L * Integer.BYTES + utf8(vector.getKey()).length;
      size += (long) Double.BYTES * vector.getValue().length();
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new IOException(
          "Cannot send the parameters of iteration "
              + state.iteration()
              + " to workers: "
              + size
              + " bytes, at most 2 GiB are allowed; use --engine chained, or fewer models at once");
    }
    ByteBuffer out = ByteBuffer.allocate((int) size);
    out.put(VERSION).putInt(state.iteration());
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

  /** The state of {@link #encode}'s bytes, with an empty memory. */
  public static State decode(byte[] bytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new IOException(
          "Cannot read a state: format version " + version + ", this build reads " + VERSION);
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

package org.trainyard.am.worker;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.exchange.StateCodec;
import org.trainyard.am.spill.SpillFiles;
import org.trainyard.am.spill.SpilledVector;
import org.trainyard.formats.state.State;
import org.trainyard.formats.state.StateFiles;
import org.trainyard.formats.vector.Vector;
import org.trainyard.formats.vector.VectorFile;

/**
 * The parameters that an iteration reads: on the heap as the master sent them, or, where they are
 * many, copied once to the local disk, from the message or from where it says that they lie, so
 * that the heap is for sums and blocks.
 *
 * @param state without its memory
 * @param heldBytes of heap that it takes itself
 * @param visitedBytes of heap that each thread takes that has all parameters in its hands
 * @param copy on the local disk, or null
 */
record ReceivedState(State state, long heldBytes, long visitedBytes, SpillFiles.Spill copy)
    implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedState.class);

  /** A message that stays on the heap. */
  private static final int LITTLE_BYTES = 4 << 20;

  /** Makes the state of a message of {@link StateCodec}. */
  static ReceivedState of(byte[] message, Configuration conf, SpillFiles files) throws IOException {
    Path folder = StateCodec.folder(message).orElse(null);
    State whole =
        folder == null
            ? StateCodec.decode(message)
            : StateFiles.readParameters(folder.getFileSystem(conf), folder);
    if (folder == null && message.length <= LITTLE_BYTES) {
      return new ReceivedState(whole, held(whole), whole.heapBytes(), null);
    }
    SpillFiles.Spill copy = null;
    SortedMap<String, Vector> parameters = new TreeMap<>(whole.parameters());
    try {
      for (Map.Entry<String, Vector> parameter : parameters.entrySet()) {
        Vector vector = parameter.getValue();
        if (vector.length() >= VectorFile.LARGE) {
          copy = copy == null ? files.create("state-" + whole.iteration()) : copy;
          parameter.setValue(SpilledVector.copy(vector, copy));
        }
      }
    } catch (UncheckedIOException e) {
      close(copy);
      throw e.getCause();
    } catch (IOException e) {
      LOG.warn(
          "The local disk takes no copy of the parameters: they are visited where they are", e);
      close(copy);
      return new ReceivedState(whole, held(whole), whole.heapBytes(), null);
    }
    State state = new State(whole.iteration(), whole.control(), parameters, new TreeMap<>());
    return new ReceivedState(state, held(state), state.heapBytes(), copy);
  }

  /** Bytes on the heap. */
  private static long held(State state) {
    return state.parameters().values().stream()
        .filter(Vector::isOnHeap)
        .mapToLong(vector -> (long) Double.BYTES * vector.length())
        .sum();
  }

  private static void close(SpillFiles.Spill copy) {
    if (copy != null) {
      try {
        copy.close();
      } catch (IOException e) {
        LOG.warn("Cannot close a copy of the parameters", e);
      }
    }
  }

  /** Lets the copy go: who still visits it fails. */
  @Override
  public void close() {
    close(copy);
  }
}

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

/**
 * The parameters that an iteration reads: on the heap as the master sent them, or, where it only
 * says where they lie, copied once from there to the local disk, so that the heap is for sums and
 * blocks.
 *
 * @param state without its memory
 * @param heldBytes of heap that it takes itself
 * @param visitedBytes of heap that each thread takes that has all parameters in its hands
 * @param copy on the local disk, or null
 */
record ReceivedState(State state, long heldBytes, long visitedBytes, SpillFiles.Spill copy)
    implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedState.class);

  /** Makes the state of a message of {@link StateCodec}. */
  static ReceivedState of(byte[] message, Configuration conf, SpillFiles files) throws IOException {
    Path folder = StateCodec.folder(message).orElse(null);
    if (folder == null) {
      // As bytes, and decoded.
      State sent = StateCodec.decode(message);
      return new ReceivedState(sent, 2L * message.length, message.length, null);
    }
    return copied(StateFiles.readParameters(folder.getFileSystem(conf), folder), files);
  }

  private static ReceivedState copied(State stored, SpillFiles files) throws IOException {
    SpillFiles.Spill copy = null;
    long held = 0;
    long visited = 0;
    SortedMap<String, Vector> parameters = new TreeMap<>(stored.parameters());
    try {
      for (Map.Entry<String, Vector> parameter : parameters.entrySet()) {
        Vector vector = parameter.getValue();
        long bytes = (long) Double.BYTES * vector.length();
        visited += bytes;
        if (vector.isOnHeap()) {
          held += bytes;
        } else {
          copy = copy == null ? files.create("state-" + stored.iteration()) : copy;
          parameter.setValue(SpilledVector.copy(vector, copy));
        }
      }
    } catch (UncheckedIOException e) {
      close(copy);
      throw e.getCause();
    } catch (IOException e) {
      LOG.warn("The local disk takes no copy of the parameters: they are read where they lie", e);
      close(copy);
      return new ReceivedState(stored, held, visited, null);
    }
    State state = new State(stored.iteration(), stored.control(), parameters, new TreeMap<>());
    return new ReceivedState(state, held, visited, copy);
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

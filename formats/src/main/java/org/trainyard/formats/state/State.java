package org.trainyard.formats.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.trainyard.formats.vector.KeptVector;
import org.trainyard.formats.vector.Vector;

/**
 * Everything that one iteration reads: complete, so that a run continues from it exactly. Immutable
 * by agreement: nobody modifies the arrays of a state that was handed over. Large vectors of a
 * state that was read are still in its files.
 *
 * @param iteration number of iterations behind it; 0 for the initial state
 * @param control the algorithm's few structured values for all K models, as JSON (doubles survive
 *     it exactly)
 * @param parameters what mappers read: named vectors
 * @param memory what only the step reads (optimiser memory): named vectors
 */
public record State(
    int iteration,
    ObjectNode control,
    SortedMap<String, Vector> parameters,
    SortedMap<String, Vector> memory) {
  /** A state of vectors on the heap. */
  public static State of(
      int iteration,
      ObjectNode control,
      SortedMap<String, double[]> parameters,
      SortedMap<String, double[]> memory) {
    return new State(iteration, control, vectors(parameters), vectors(memory));
  }

  private static SortedMap<String, Vector> vectors(SortedMap<String, double[]> arrays) {
    SortedMap<String, Vector> vectors = new TreeMap<>();
    arrays.forEach((name, values) -> vectors.put(name, Vector.of(values)));
    return vectors;
  }

  /**
   * This state, as it was read, with its large vectors on the heap as well.
   *
   * @param same the state that was written, whose values are taken where it has them on the heap;
   *     what it has in files is read
   */
  public State keeping(State same) {
    return new State(
        iteration, control, kept(parameters, same.parameters), kept(memory, same.memory));
  }

  private static SortedMap<String, Vector> kept(
      SortedMap<String, Vector> read, SortedMap<String, Vector> same) {
    SortedMap<String, Vector> kept = new TreeMap<>();
    read.forEach(
        (name, vector) ->
            kept.put(
                name,
                vector
                    .home()
                    .map(stored -> (Vector) new KeptVector(stored, same.get(name).array()))
                    .orElse(vector)));
    return kept;
  }

  /** Bytes of all vectors, were they on the heap. */
  public long heapBytes() {
    return Stream.concat(parameters.values().stream(), memory.values().stream())
        .mapToLong(vector -> (long) Double.BYTES * vector.length())
        .sum();
  }

  /** Whether all vectors are on the heap. */
  public boolean isOnHeap() {
    return Stream.concat(parameters.values().stream(), memory.values().stream())
        .allMatch(Vector::isOnHeap);
  }

  /** A parameter on the heap; null if there is none of this name. */
  public double[] parameter(String name) {
    Vector vector = parameters.get(name);
    return vector == null ? null : vector.array();
  }

  /** All parameters on the heap. */
  public SortedMap<String, double[]> parameterArrays() {
    return arrays(parameters);
  }

  /** All of the memory on the heap. */
  public SortedMap<String, double[]> memoryArrays() {
    return arrays(memory);
  }

  private static SortedMap<String, double[]> arrays(SortedMap<String, Vector> vectors) {
    SortedMap<String, double[]> arrays = new TreeMap<>();
    vectors.forEach((name, vector) -> arrays.put(name, vector.array()));
    return arrays;
  }
}

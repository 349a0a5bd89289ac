package org.trainyard.formats.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;

/**
 * Everything that one iteration reads: complete, so that a run continues from it exactly. Immutable
 * by agreement: nobody modifies the arrays of a state that was handed over.
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
    SortedMap<String, double[]> parameters,
    SortedMap<String, double[]> memory) {}

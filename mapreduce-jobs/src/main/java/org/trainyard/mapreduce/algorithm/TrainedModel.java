package org.trainyard.mapreduce.algorithm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;

/**
 * The numbers of one trained model: what is published, and what a scorer is made from.
 *
 * @param algorithm name under which {@link Algorithms} knows its maker and its scorer
 * @param shape the few structured facts a scorer needs (loss, number of outputs, layers), as JSON
 * @param tensors named arrays; their layout is documented by the algorithm's package
 */
public record TrainedModel(
    String algorithm, ObjectNode shape, SortedMap<String, double[]> tensors) {}

package org.trainyard.mapreduce.engine;

import org.apache.hadoop.fs.Path;
import org.trainyard.mapreduce.algorithm.StopReason;

/**
 * How a run ended.
 *
 * @param reason why it stopped
 * @param sentence the reason in words, with what it is about
 * @param iterations number of iterations done
 * @param model folder of the published model, or null when nothing was published
 */
public record RunOutcome(StopReason reason, String sentence, int iterations, Path model) {}

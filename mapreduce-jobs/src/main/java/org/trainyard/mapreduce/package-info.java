/**
 * The mathematics of training and the MapReduce jobs that carry it out.
 *
 * <p>A run, step by step ({@code engine.TrainingRun}); each step looks at what is on disk and does
 * only what is missing:
 *
 * <pre>
 * step        by                        reads                          writes
 * pack        pack.Packer               raw input                      data/train, data/validation
 * set up      problem.ProblemSetup      data/…                         problem.avro
 * begin       problem.ProblemSetup      problem.avro                   iterations/00000/state
 * iterate k   engine.IterationRunner    data/…, iterations/k-1/state   iterations/k/state, stats.json, _SUCCESS
 * publish     publish.Publication       iterations/last/state          model/…, _SUCCESS
 * score       score.Prediction          model/model.avro, raw input    predictions, evaluation.json
 * </pre>
 *
 * <p>The packages {@code algorithm}, {@code catalogue}, {@code linear}, {@code loss}, {@code
 * optimise}, {@code metric}, {@code cluster} and {@code network} are pure mathematics and import no
 * Hadoop type. Knows nothing of YARN's applications.
 */
package org.trainyard.mapreduce;

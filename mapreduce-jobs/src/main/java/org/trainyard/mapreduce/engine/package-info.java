/**
 * Engines and the run: how iterations are carried out, in what order, and what is left on disk
 * between any two of them.
 *
 * <p>Knows nothing of what is trained, nor of YARN's applications. Read {@link
 * org.trainyard.mapreduce.engine.TrainingRun} and {@link
 * org.trainyard.mapreduce.engine.IterationRunner} first.
 */
package org.trainyard.mapreduce.engine;

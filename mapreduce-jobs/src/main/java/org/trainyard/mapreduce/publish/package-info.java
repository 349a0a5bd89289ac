/**
 * What a run leaves behind: the best model, the table of all, and why the run ended.
 *
 * <p>Read {@link org.trainyard.mapreduce.publish.Publication} first.
 */
package org.trainyard.mapreduce.publish;

/**
 * A worker of the resident engine: the process in a container that the ApplicationMaster keeps over
 * the iterations. It holds its splits decoded, runs the mapper, combiner and reducer of the chained
 * engine on them, and gives shards of its sums to peers.
 *
 * <p>Decides nothing about placement and knows nothing of what is trained. Read {@link
 * org.trainyard.am.worker.Worker} and {@link org.trainyard.am.worker.IterationWork} first.
 */
package org.trainyard.am.worker;

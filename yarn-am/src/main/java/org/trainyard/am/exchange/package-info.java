/**
 * What the ApplicationMaster and the workers of the resident engine say to each other.
 *
 * <pre>
 * worker → master   hello · alive · mapped (keep or drop) · reduced · failed · chunks of the state
 * master → worker   setUp · map · cancel · reduce · finish · leave · chunks of a sum
 * worker → worker   chunks of a shard
 * </pre>
 *
 * <p>Hadoop RPC with a token of our own; messages are bounded in size and carry a version. Knows
 * nothing of containers, of placement, of what is trained. Read {@link
 * org.trainyard.am.exchange.WorkerLink} and {@link org.trainyard.am.exchange.WorkerInbox} first.
 */
package org.trainyard.am.exchange;

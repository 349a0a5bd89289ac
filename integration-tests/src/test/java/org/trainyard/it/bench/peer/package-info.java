/**
 * Trainyard against other programs: the same data as text, the same objective, whole processes
 * measured from outside. Needs no library, and knows Trainyard as it knows the others: by its
 * command. Read first: {@link org.trainyard.it.bench.peer.Peer}, {@link
 * org.trainyard.it.bench.peer.Contest}.
 */
package org.trainyard.it.bench.peer;

/**
 * YARN as the client and the ApplicationMaster see it: applications by id and by tag, and what room
 * there is.
 *
 * <p>{@link org.trainyard.am.cluster.ClusterLink} is our side, {@link
 * org.trainyard.am.cluster.YarnClusterLink} the other.
 */
package org.trainyard.am.cluster;

/**
 * The cluster that integration tests run on: HDFS, YARN, MapReduce and its history, with real
 * containers.
 */
package org.trainyard.it.cluster;

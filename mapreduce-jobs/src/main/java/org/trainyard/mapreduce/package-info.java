/** The mathematics of training and the MapReduce jobs that carry it out. */
package org.trainyard.mapreduce;

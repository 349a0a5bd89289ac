/** The list of what can be trained: the one place that knows every algorithm by name. */
package org.trainyard.mapreduce.catalogue;

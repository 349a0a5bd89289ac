/**
 * k-means: K clusterings of the same rows, found together in one scan for each iteration.
 *
 * <p>Iteration 1 draws a uniform sample of the training rows and seeds every model on it by
 * k-means++ with several restarts; each later iteration is one round of Lloyd's algorithm over all
 * rows. What an iteration measures (inertia, cluster sizes) belongs to the centroids that it
 * started from; the next centroids are never worse.
 *
 * <p>State: {@code centroids.<model>}, k * features, row-major, in the units of the data (absent
 * before the first iteration); memory {@code sizes.<model>}, the weight of each cluster. The
 * centroids of a model that has stopped are in the memory: mappers read only what is trained. A
 * trained model has the tensors {@code centroids} (k * features), {@code sizes} (k) and, if
 * distances are those of standardised features, {@code scale} (features): distances are Euclidean
 * after multiplying each feature by its scale, 1 / deviation. No mean is needed, since differences
 * lose it.
 *
 * <p>S. P. Lloyd, "Least Squares Quantization in PCM", IEEE Transactions on Information Theory 28,
 * 1982. D. Arthur and S. Vassilvitskii, "k-means++: The Advantages of Careful Seeding", SODA 2007.
 *
 * <p>Imports no Hadoop type. Read {@link org.trainyard.mapreduce.cluster.KMeans} and {@link
 * org.trainyard.mapreduce.cluster.LloydAccumulator} first.
 */
package org.trainyard.mapreduce.cluster;

/**
 * Named vectors of numbers in files: what states and models are made of on disk.
 *
 * <p>Read {@link org.trainyard.formats.vector.VectorFile} first.
 */
package org.trainyard.formats.vector;

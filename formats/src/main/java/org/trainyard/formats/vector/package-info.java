/**
 * Named vectors of numbers in files: what states, models and problems are made of on disk.
 *
 * <p>Format, version 1: an Avro container file without compression.
 *
 * <pre>
 * metadata   trainyard.content    what it is: parameters, memory, model, problem
 *            trainyard.version    1
 *            trainyard.json       a JSON document about the vectors, UTF-8
 *            trainyard.large      where there are vectors of 131,072 coordinates and more: a line for
 *                                 each, its length, a space, its name; they stand behind the others
 * sync       the 16 bytes "trainyard-vector" in ASCII, so that the same content gives the same bytes
 * records    name     string      of the vector
 *            length   long        of the whole vector
 *            offset   long        of this piece in it
 *            values   bytes       float64, little-endian, at most 131,072 of them
 * </pre>
 *
 * <p>Read {@link org.trainyard.formats.vector.Vector} and {@link
 * org.trainyard.formats.vector.VectorFile} first.
 */
package org.trainyard.formats.vector;

/**
 * Packed datasets: blocks of raw columns in Avro container files, their index, and {@code
 * dataset.json}.
 *
 * <p>Knows nothing of models. Read {@link org.trainyard.formats.dataset.StoredBlock} first.
 */
package org.trainyard.formats.dataset;

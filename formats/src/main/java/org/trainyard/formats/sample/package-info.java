/**
 * Samples in memory, as kernels take them: blocks of some thousand, dense or sparse, always float32
 * features.
 *
 * <p>Knows nothing of files. Read {@link org.trainyard.formats.sample.SampleBlock} first.
 */
package org.trainyard.formats.sample;

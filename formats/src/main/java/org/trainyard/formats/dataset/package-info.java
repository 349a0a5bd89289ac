/**
 * Packed datasets: blocks of raw columns in Avro container files, their index, and {@code
 * dataset.json}. This is the specification of format version 1.
 *
 * <pre>
 * dataset.json      {@link org.trainyard.formats.dataset.DatasetDocument}: schema, counts,
 *                   statistics, inputs with checksums; the same whatever the number of tasks
 * blocks.avro       the index: where each block lies, in the order of blocks ({@code BlockEntry.avsc})
 * columns.avro      statistics of the columns, in place of those in dataset.json when there are many
 *                   ({@code ColumnStatistics.avsc})
 * data/part-*.avro  the blocks, one to each Avro file block ({@code StoredBlock.avsc}); how they are
 *                   spread over files follows the tasks and means nothing
 * quarantine/       records that were left out: path, place, reason and text, with tabs between and
 *                   backslash, tab and line ends escaped
 * _SUCCESS          empty; written last: without it there is no dataset
 * </pre>
 *
 * <p>The order of blocks is that of input file (by path), chunk and part; a block's number is its
 * position in it. Files hold no codec: numbers already have their narrowest width, and what is read
 * at every iteration should need no decompression. Sync markers follow from the kind of file, hence
 * the same blocks are the same bytes. A block's record ends with a CRC-32C of its bytes.
 *
 * <p>Knows nothing of models. Read {@link org.trainyard.formats.dataset.Dataset} and {@link
 * org.trainyard.formats.dataset.StoredBlock} first.
 */
package org.trainyard.formats.dataset;

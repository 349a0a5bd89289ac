/**
 * The event log of a run: {@code <run>/events/}, one append-only file for each process that drove
 * the run, named {@code <ms since the epoch, 13 digits>-<writer>-<8 hex digits>.jsonl}, so that the
 * order of names is the order of attempts.
 *
 * <p>A file is UTF-8, one JSON object a line. Its first line is {@code
 * {"event":"log","formatVersion":1,"writer":"attempt-2"}}; an unknown format version is refused.
 * Every other line is one {@link org.trainyard.formats.event.RunEvent}: the field {@code event}
 * names its kind ({@link org.trainyard.formats.event.EventCodec} has the list), the other fields
 * are the components of the record in the order of its declaration, whose documentation gives
 * meaning and unit. Enum values are written in capitals. Numbers that are not finite are the texts
 * {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}. Kinds and fields that a reader does not
 * know are skipped: new ones may come without a new version. A last line without its line break was
 * not written to its end and is not there.
 *
 * <pre>
 * attempt-began     a process begins to drive the run: start or resume, by whom, where
 * phase-began       packing, training, publishing
 * problem-known     what is trained on what
 * waiting           for how many containers of how many, in which queue; or for nothing any more
 * container-granted · worker-came · container-left
 * job-submitted     a MapReduce job of the chained engine or of packing
 * packing-ended     workers packed the input: seconds, where they went, and who packed what
 * task-ended        an attempt at a split that failed, was slow, was dropped or was lost
 * summed            all attempts, summed by split and by worker
 * iteration-ended   seconds, and where they went
 * models-measured   loss and metrics of the K models
 * alert-raised      diverging, stalled, straggling, skewed
 * said              other sentences for people
 * attempt-ended     how, why, the first cause
 * </pre>
 *
 * <p>Those who listen in the driving process hear every event; the log keeps what {@link
 * org.trainyard.formats.event.EventThinning} lets through. Writers see to it that lines reach other
 * readers at once ({@code hflush}) where the file system can do that; on one that cannot (object
 * stores) the file is there when its writer ends. Read {@link org.trainyard.formats.event.RunEvent}
 * first.
 */
package org.trainyard.formats.event;

/**
 * Where a run's record is opened and closed: the thin edge between a driving process and {@code
 * mapreduce.record}. Says who drives the run, writes the log, keeps the facts for the page, and
 * says how the process ended; tells whoever asked to be told that a run is over. Read {@link
 * org.trainyard.am.recording.RunRecording} first.
 */
package org.trainyard.am.recording;

/**
 * What a run does, as events: {@link org.trainyard.mapreduce.record.RunRecorder} stands between a
 * run and its listener, adds up what map tasks tell ({@link org.trainyard.mapreduce.record.Tally}),
 * says where each iteration's time went, raises alerts ({@link
 * org.trainyard.mapreduce.record.AlertRules}, pure, with the rules in words), and hands it all to
 * the event log and to whoever listens.
 *
 * <pre>
 * TrainingRun, engines ── RunListener ──► RunRecorder ──► the listener that was there before
 *                                             │
 *                                 Tally · AlertRules ──► RunEvent ──► EventLogWriter, page
 * </pre>
 *
 * <p>Nothing here can fail a run or hold it up, and nothing here changes a bit of it.
 */
package org.trainyard.mapreduce.record;

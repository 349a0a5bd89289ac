/**
 * {@code logs}: out of thousands of lines in some hundred containers, the first cause.
 *
 * <pre>
 * events · ResourceManager · jobs' histories ─► Suspect ─► FirstCause ─┐
 * LogLink (nodes, collected logs) ─► LogScan ─► excerpt ───────────────┴─► CauseLines
 * </pre>
 *
 * <p>Who failed is known without reading any log; one log is read then, and the place in it that
 * matters is found by {@link org.trainyard.am.logs.LogScan}. Changes nothing. Read {@link
 * org.trainyard.am.logs.FirstCause} and {@link org.trainyard.am.logs.LogLink} first.
 */
package org.trainyard.am.logs;

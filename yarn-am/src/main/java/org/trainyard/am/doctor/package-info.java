/**
 * {@code doctor}: what would stand in the way of a run, found before anything is submitted.
 *
 * <pre>
 * RunRequest (what is asked) ─┐
 * survey     (what is there) ─┴─► judgement ─► Finding: check · level · fact · remedy
 * </pre>
 *
 * <p>{@code survey} looks, within bounds of time, and decides nothing; {@code judgement} decides,
 * and is pure. Submits nothing; the one thing written is a small file beside the output, deleted at
 * once. Read {@link org.trainyard.am.doctor.Checkup} and {@link org.trainyard.am.doctor.Finding}
 * first.
 */
package org.trainyard.am.doctor;

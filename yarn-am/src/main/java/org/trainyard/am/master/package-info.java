/**
 * The ApplicationMaster: one thread that owns all state, one worker thread that trains.
 *
 * <pre>
 * ResourceManager ── AsyncResourceManagerLink ──┐
 *                                               ├─ AmEvent ─► AmEventLoop ─► ApplicationMaster
 * TrainingRun (worker thread) ── TrainingThread ┘                 │
 *                                              ExitPolicy ◄───────┘ ─► register, unregister once
 * </pre>
 *
 * <p>Callbacks of YARN and of the run only turn what they hear into an event. Jobs of an attempt
 * that dies are left alone: the next attempt finds them by their tag and adopts them. Read {@link
 * org.trainyard.am.master.ApplicationMaster} and {@link org.trainyard.am.master.ExitPolicy} first.
 */
package org.trainyard.am.master;

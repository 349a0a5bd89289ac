/**
 * The resident engine, ApplicationMaster's side: which worker maps which split, whose result
 * counts, who sums, what happens when one is lost.
 *
 * <pre>
 * run's thread ── ResidentRunner ──┐                                    ┌─► ContainerLink ─► YARN
 * YARN ── ContainerListener ───────┼─ ResidentEvent ─► ResidentMaster ──┤
 * workers ── WorkerInbox ──────────┘   (one queue,     Crew · Round     └─► WorkerLink ─► workers
 *                                       one thread)    SplitLedger · Reducing
 *                                                      PlacementPolicy · SpeculationPolicy
 * </pre>
 *
 * <p>Never a gang: an iteration begins with the first worker, the others take what is still queued,
 * and a lost one's splits go to those who are left. Sums are exact, so none of it shows in the
 * model. {@link org.trainyard.am.resident.ChoosingRunner} changes between this engine and the
 * chained one. Read {@link org.trainyard.am.resident.ResidentMaster} and {@link
 * org.trainyard.am.resident.Round} first.
 */
package org.trainyard.am.resident;

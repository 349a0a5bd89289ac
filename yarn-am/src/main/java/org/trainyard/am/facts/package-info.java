/**
 * What is known of a run, in one immutable value that every face shows: page, terminal, JSON,
 * Prometheus. Pure but for {@link org.trainyard.am.facts.RunFactsReader}.
 *
 * <p>How to get {@link org.trainyard.am.facts.RunFacts}:
 *
 * <ul>
 *   <li>In the ApplicationMaster, or wherever the run is driven: {@link
 *       org.trainyard.am.facts.LiveFacts} hears every event and answers {@code snapshot()} from any
 *       thread.
 *   <li>From a run's folder, live or not, of this build or of an older one: {@code new
 *       RunFactsReader(conf, path).read(nowMs)}; asked again, the same reader reads what is new. A
 *       folder cannot tell that a process died: of a run that stands as {@code TRAINING} and was
 *       last heard of long ago ({@code head().heardMs()}), the ResourceManager knows more.
 * </ul>
 *
 * <p>How to show it: {@link org.trainyard.am.facts.FactsJson} has the documents of {@code /api};
 * {@link org.trainyard.am.facts.Prometheus} those of {@code /metrics}; {@link
 * org.trainyard.am.facts.ChromeTrace} a timeline for trace viewers; {@link
 * org.trainyard.am.facts.Outliers} says which splits and nodes stand out, and by which rule. All of
 * them are pure functions of the facts. {@code Curve.points()} are the points to draw.
 *
 * <p>A snapshot costs as much as there are models and workers; the lists of iterations and events
 * are views and are not copied. Read {@link org.trainyard.am.facts.RunFacts} and {@link
 * org.trainyard.am.facts.FactsLedger} first.
 */
package org.trainyard.am.facts;

/**
 * What a run would take on each engine, before it is begun: arithmetic on what a dry run measured
 * and what the cluster offers. Pure: asks nobody anything.
 *
 * <p>Read {@link org.trainyard.am.plan.EngineEstimates} first.
 */
package org.trainyard.am.plan;

package org.trainyard.am.resident;

import java.util.List;
import org.trainyard.am.container.ContainerPlan;
import org.trainyard.am.exchange.Setup;

/**
 * What rounds are about until further notice: at first nothing, then the raw input, then the packed
 * data.
 *
 * @param pieces that each round goes through
 * @param staff containers wanted
 * @param setup what every worker is told
 */
record Course(List<Piece> pieces, ContainerPlan staff, Setup setup) {}

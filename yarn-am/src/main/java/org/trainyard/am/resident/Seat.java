package org.trainyard.am.resident;

import org.trainyard.am.exchange.WorkerId;

/**
 * A worker as the placement of splits sees it.
 *
 * @param worker who
 * @param host of its node
 * @param strength how many cores of the usual speed it is worth, positive
 */
record Seat(WorkerId worker, String host, double strength) {}

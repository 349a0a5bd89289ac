package org.trainyard.am.worker;

import org.trainyard.am.exchange.MasterLink;
import org.trainyard.am.exchange.Setup;

/**
 * One hello and what follows from it, until the master is lost.
 *
 * @param setup the answer
 * @param master who answered
 */
record Session(Setup setup, MasterLink master) {}

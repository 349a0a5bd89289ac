/** Trainyard as a YARN application: client, ApplicationMaster and command line. */
package org.trainyard.am;

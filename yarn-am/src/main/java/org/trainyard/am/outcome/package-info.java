/**
 * How a command or an ApplicationMaster ends: exit codes, and what a failure means to the caller.
 *
 * <p>Read {@link org.trainyard.am.outcome.ExitCode} and {@link org.trainyard.am.outcome.Failure}
 * first.
 */
package org.trainyard.am.outcome;

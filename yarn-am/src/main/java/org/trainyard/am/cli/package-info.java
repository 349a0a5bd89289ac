/**
 * The command line: verbs, their options, their help, and what they print.
 *
 * <p>A verb is one class; {@link org.trainyard.am.cli.Commands} is the list of them. Options are
 * made from the key registry, so none is declared here that changes a run. Read {@link
 * org.trainyard.am.cli.Command} and {@link org.trainyard.am.cli.Program} first.
 */
package org.trainyard.am.cli;

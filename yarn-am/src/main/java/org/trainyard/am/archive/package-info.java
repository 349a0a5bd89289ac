/**
 * One archive of Hadoop's classes (AppCDS) for all JVMs that a run starts: parsed and verified once
 * per cluster, mapped into memory by every ApplicationMaster and task instead of being read out of
 * some hundred jars again. Never needed: a JVM that cannot use the archive, because a jar or the
 * Java version differs, starts without it.
 *
 * <p>The archive holds jars only, in their order, and no folder; what follows them on the class
 * path does not matter to it. So the jars of the node that built it stand first on the command
 * line, and the class path that the container was given follows.
 *
 * <pre>
 * &lt;trainyard.yarn.class-archive-dir&gt;/hadoop-3.5.0-java-17.0.15+6-0123456789abcdef/
 *     hadoop-classes.jsa   the archive
 *     jars.txt             its class path, one absolute path a line
 * </pre>
 *
 * <p>Knows nothing of training. Read {@link org.trainyard.am.archive.ClassArchive} and {@link
 * org.trainyard.am.archive.ClassArchiveJob} first.
 */
package org.trainyard.am.archive;

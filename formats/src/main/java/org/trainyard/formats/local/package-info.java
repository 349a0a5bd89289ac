/**
 * Hadoop's local file system for a process that works on local files alone. Knows nothing of what
 * is in them. Read {@link org.trainyard.formats.local.InProcessFileSystem} first.
 */
package org.trainyard.formats.local;

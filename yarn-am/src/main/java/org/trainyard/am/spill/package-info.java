/**
 * What a container keeps on its local disks: data that do not fit the memory, and copies of what
 * lies in a distributed file system and is read often. Nothing is left behind however the process
 * ends.
 */
package org.trainyard.am.spill;

package org.trainyard.am.doctor.survey;

/**
 * A path that is to be read.
 *
 * @param option that names it
 * @param path as it was given, in full
 * @param files found; 0 if there is nothing
 * @param bytes of all of them
 * @param problem why it cannot be read; empty if it can
 */
public record InputSeen(String option, String path, int files, long bytes, String problem) {}

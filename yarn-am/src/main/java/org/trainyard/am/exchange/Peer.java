package org.trainyard.am.exchange;

/**
 * Where a worker answers.
 *
 * @param worker its name
 * @param host of its node
 * @param port of its server
 */
public record Peer(WorkerId worker, String host, int port) {}

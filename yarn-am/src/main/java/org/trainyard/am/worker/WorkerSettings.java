package org.trainyard.am.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.trainyard.am.exchange.WorkerId;

/**
 * What a worker is told when it is started.
 *
 * @param id its container
 * @param host of its node, as others know it
 * @param cores that it computes on
 * @param cacheShare of the heap that may hold data
 * @param spillFolders on local disks
 * @param pulse between two signs of life
 * @param patience with a master that is gone
 */
record WorkerSettings(
    WorkerId id,
    String host,
    int cores,
    double cacheShare,
    List<Path> spillFolders,
    Duration pulse,
    Duration patience) {}

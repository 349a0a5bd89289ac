package org.trainyard.am.doctor.survey;

import java.util.List;
import java.util.Map;

/**
 * This process.
 *
 * @param java version of its Java
 * @param hadoop version of its Hadoop
 * @param framework {@code mapreduce.framework.name}
 * @param defaultFs {@code fs.defaultFS}
 * @param configured the site files that were found on the class path
 * @param libraries by name, the files on the class path that hold its classes
 */
public record ClientSeen(
    String java,
    String hadoop,
    String framework,
    String defaultFs,
    List<String> configured,
    Map<String, List<String>> libraries) {}

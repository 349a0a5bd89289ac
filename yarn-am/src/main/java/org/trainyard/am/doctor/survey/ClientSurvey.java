package org.trainyard.am.doctor.survey;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.util.VersionInfo;

/** Looks at this process: its Java, its Hadoop, its class path. */
public final class ClientSurvey {
  /** A class of each library that we or Hadoop need one version of. */
  private static final Map<String, String> WITNESSES = new LinkedHashMap<>();

  static {
    WITNESSES.put("hadoop-common", "org/apache/hadoop/conf/Configuration.class");
    WITNESSES.put("hadoop-yarn-api", "org/apache/hadoop/yarn/api/records/ApplicationId.class");
    WITNESSES.put("avro", "org/apache/avro/Schema.class");
    WITNESSES.put("jackson-core", "com/fasterxml/jackson/core/JsonFactory.class");
    WITNESSES.put("jackson-databind", "com/fasterxml/jackson/databind/ObjectMapper.class");
    WITNESSES.put("guava", "com/google/common/collect/ImmutableList.class");
    WITNESSES.put("commons-math3", "org/apache/commons/math3/util/FastMath.class");
    WITNESSES.put("slf4j-api", "org/slf4j/LoggerFactory.class");
  }

  private static final List<String> SITES =
      List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml", "mapred-site.xml");

  private ClientSurvey() {}

  /** Looks. */
  public static ClientSeen take(Configuration conf) throws IOException {
    ClassLoader loader = ClientSurvey.class.getClassLoader();
    List<String> configured = new ArrayList<>();
    for (String site : SITES) {
      URL found = loader.getResource(site);
      if (found != null) {
        configured.add(found.getPath());
      }
    }
    Map<String, List<String>> libraries = new LinkedHashMap<>();
    for (Map.Entry<String, String> witness : WITNESSES.entrySet()) {
      Set<String> files = new LinkedHashSet<>();
      for (URL url : Collections.list(loader.getResources(witness.getValue()))) {
        files.add(file(url, witness.getValue()));
      }
      libraries.put(witness.getKey(), List.copyOf(files));
    }
    return new ClientSeen(
        System.getProperty("java.version"),
        VersionInfo.getVersion(),
        conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME),
        FileSystem.getDefaultUri(conf).toString(),
        configured,
        libraries);
  }

  /** {@code jar:file:/lib/a.jar!/x/Y.class} is in {@code /lib/a.jar}. */
  static String file(URL url, String resource) {
    String text = url.toString();
    String cut = text.substring(0, text.length() - resource.length());
    return cut.replaceFirst("^jar:", "").replaceFirst("^file:", "").replaceFirst("!?/$", "");
  }
}

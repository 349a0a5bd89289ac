package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.formats.registry.CurrentStep;
import org.trainyard.formats.registry.CurrentStep.Move;
import org.trainyard.formats.registry.ModelRegistry;
import org.trainyard.formats.registry.ModelVersion;
import org.trainyard.formats.registry.VersionDocument;
import org.trainyard.formats.run.FileDigest;
import org.trainyard.it.cluster.MiniHadoop;

/**
 * In HDFS, whose rename puts a folder inside one that is there: publishers at once get a number
 * each, their versions are whole, and who may not write is told so.
 */
@ExtendWith(MiniHadoop.class)
class RegistryGivesEachVersionOnceIT {
  private static final int PUBLISHERS = 8;

  private static VersionDocument document(FileSystem fs, Path model) throws Exception {
    String sha256 = FileDigest.sha256(fs, model);
    return new VersionDocument(
        VersionDocument.VERSION,
        0,
        "me",
        model.toString(),
        sha256,
        "glm",
        new TreeMap<>(),
        new TreeMap<>(),
        "",
        1,
        "",
        "",
        "");
  }

  private static Path model(FileSystem fs, int number) throws Exception {
    Path model = new Path("/data/registry/model-" + number);
    try (OutputStream out = fs.create(model, true)) {
      out.write(("model " + number).getBytes(StandardCharsets.UTF_8));
    }
    return model;
  }

  private static byte[] bytes(FileSystem fs, Path file) throws Exception {
    try (InputStream in = fs.open(file)) {
      return in.readAllBytes();
    }
  }

  @Test
  void publishersAtOnceGetANumberEach(MiniHadoop.Cluster cluster) throws Exception {
    FileSystem fs = cluster.fs();
    ModelRegistry registry = new ModelRegistry(cluster.conf(), new Path("/registry"));
    ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS);
    try {
      List<Future<ModelVersion>> publishing = new ArrayList<>();
      for (int i = 0; i < PUBLISHERS; i++) {
        Path model = model(fs, i);
        VersionDocument document = document(fs, model);
        publishing.add(
            threads.submit(
                () -> {
                  ModelVersion version = registry.publish("churn", model, document);
                  registry.move(
                      "churn",
                      new CurrentStep(CurrentStep.VERSION, Move.SET, version.number(), 0, "me"));
                  return version;
                }));
      }
      for (int i = 0; i < PUBLISHERS; i++) {
        ModelVersion version = publishing.get(i).get();
        assertArrayEquals(
            ("model " + i).getBytes(StandardCharsets.UTF_8), bytes(fs, version.file()));
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(
        IntStream.rangeClosed(1, PUBLISHERS).boxed().toList(),
        registry.versions("churn").stream().map(ModelVersion::number).toList());
    assertEquals(PUBLISHERS, registry.history("churn").visited().size());
    for (ModelVersion version : registry.versions("churn")) {
      assertEquals(
          List.of("claim", "model.avro", "version.json"),
          Arrays.stream(fs.listStatus(version.file().getParent()))
              .map(FileStatus::getPath)
              .map(Path::getName)
              .toList());
    }
  }

  @Test
  void whoMayNotWriteIsToldWhere(MiniHadoop.Cluster cluster) throws Exception {
    FileSystem fs = cluster.fs();
    Path model = model(fs, 100);
    VersionDocument document = document(fs, model);
    fs.mkdirs(new Path("/closed-registry"));
    fs.setPermission(new Path("/closed-registry"), new FsPermission("755"));
    UserGroupInformation stranger = UserGroupInformation.createRemoteUser("stranger");
    AccessControlException refused =
        assertThrows(
            AccessControlException.class,
            () ->
                stranger.doAs(
                    (PrivilegedExceptionAction<ModelVersion>)
                        () ->
                            new ModelRegistry(cluster.conf(), new Path("/closed-registry"))
                                .publish("churn", model, document)));
    assertTrue(refused.getMessage().contains("stranger"), refused.getMessage());
    assertTrue(refused.getMessage().contains("/closed-registry"), refused.getMessage());
  }
}

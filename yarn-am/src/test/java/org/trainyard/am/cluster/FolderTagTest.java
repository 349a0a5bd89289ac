package org.trainyard.am.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class FolderTagTest {
  private final Configuration conf = new Configuration(false);

  /** As YARN keeps them: a set without order, in lower case, among others. */
  private static Set<String> kept(List<String> tags) {
    Set<String> kept = new HashSet<>(Set.of("nightly", RunTag.of("r1")));
    tags.forEach(tag -> kept.add(tag.toLowerCase(Locale.ROOT)));
    return kept;
  }

  private void assertComesBack(String folder) {
    List<String> tags = FolderTag.of(new Path(folder), 2, conf);
    for (String tag : tags) {
      assertTrue(tag.length() <= 100, tag);
      assertTrue(tag.chars().allMatch(c -> c > ' ' && c < 127 && c != ','), tag);
    }
    assertEquals(Optional.of(new Path(folder)), FolderTag.find(kept(tags)));
  }

  @Test
  void aFolderComesBackWhateverItsNameIs() {
    assertEquals(
        List.of("trainyard-folder-1of1:hdfs://nn:8020/runs/^a9a"),
        FolderTag.of(new Path("hdfs://nn:8020/runs/A9a"), 2, conf));
    assertComesBack("hdfs://nameservice1/runs/a9a");
    assertComesBack("hdfs://NameService1/user/Ann/Läufe am Montag/50%,^x=1");
    assertComesBack("hdfs://nn/" + "Deep/".repeat(50) + "run");
  }

  @Test
  void whatDoesNotFitIsLeftOutWhole() {
    Path folder = new Path("hdfs://nn/" + "deep/".repeat(50) + "run");
    assertEquals(4, FolderTag.of(folder, 6, conf).size());
    assertEquals(List.of(), FolderTag.of(folder, 7, conf));
    conf.setInt("yarn.resourcemanager.application.max-tags", 11);
    assertEquals(4, FolderTag.of(folder, 7, conf).size());
    conf.setInt("yarn.resourcemanager.application.max-tag.length", 20);
    assertEquals(List.of(), FolderTag.of(folder, 0, conf));
  }

  @Test
  void tagsThatTellNoFolderTellNone() {
    assertEquals(Optional.empty(), FolderTag.find(Set.of("nightly")));
    assertEquals(Optional.empty(), FolderTag.find(Set.of("trainyard-folder-1of2:hdfs://nn/a")));
    assertEquals(
        Optional.empty(),
        FolderTag.find(Set.of("trainyard-folder-1of1:/a", "trainyard-folder-2of2:/b")));
    assertEquals(Optional.empty(), FolderTag.find(Set.of("trainyard-folder-1of1:/a%zz")));
  }

  @Test
  void theRunsIdComesBackToo() {
    assertEquals(Optional.of("r1"), RunTag.find(Set.of("nightly", RunTag.of("R1"))));
    assertEquals(Optional.empty(), RunTag.find(Set.of("nightly")));
  }
}

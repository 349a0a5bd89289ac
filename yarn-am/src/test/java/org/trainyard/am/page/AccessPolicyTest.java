package org.trainyard.am.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "alice, true, true", // the owner
    "root, true, true", // an administrator
    "vera, true, false", // may look
    "mo, true, true", // may stop, and so look
    "mallory, false, false",
    "dr.who, false, false",
    ", false, false"
  })
  void asksTheListsWhereTheyAreEnabled(String user, boolean views, boolean modifies) {
    AccessPolicy policy = AccessPolicy.of(lists(true), "alice");
    assertEquals(views, policy.mayView(user));
    assertEquals(modifies, policy.mayModify(user));
  }

  @ParameterizedTest
  @CsvSource({"alice, true", "mallory, true", "dr.who, false", "'', false", ", false"})
  void everybodyLooksAndWhoHasANameStopsWhereTheyAreNot(String user, boolean modifies) {
    AccessPolicy policy = AccessPolicy.of(lists(false), "alice");
    assertEquals(true, policy.mayView(user));
    assertEquals(modifies, policy.mayModify(user));
  }

  @ParameterizedTest
  @CsvSource({"mallory, true", "dr.who, false"})
  void everybodyIsAnAdministratorWhereYarnSaysSo(String user, boolean may) {
    Configuration conf = new Configuration(false);
    conf.setBoolean("mapreduce.cluster.acls.enabled", true);
    AccessPolicy policy = AccessPolicy.of(conf, "alice");
    assertEquals(may, policy.mayView(user));
    assertEquals(may, policy.mayModify(user));
  }

  private static Configuration lists(boolean enabled) {
    Configuration conf = new Configuration(false);
    conf.setBoolean("yarn.acl.enable", enabled);
    conf.set("yarn.admin.acl", "root");
    conf.set("mapreduce.job.acl-view-job", "vera");
    conf.set("mapreduce.job.acl-modify-job", "mo");
    return conf;
  }
}

package org.trainyard.am.page;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.authorize.AccessControlList;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Who may look at the page of a run, and who may stop it. Pure but for the groups of a user, which
 * Hadoop looks up.
 *
 * <p>As for a MapReduce job: where {@code yarn.acl.enable} (or {@code
 * mapreduce.cluster.acls.enabled}) is set, the owner, the administrators of {@code yarn.admin.acl}
 * and those of {@code mapreduce.job.acl-view-job} or {@code mapreduce.job.acl-modify-job} may;
 * somebody without a name may not. Where it is not set everybody may look, and everybody with a
 * name may stop: as in the ResourceManager, the name that all visitors of a cluster without
 * authentication share ({@code hadoop.http.staticuser.user}) is no name.
 *
 * @param enabled whether lists are asked at all
 * @param owner of the run
 * @param nobody the name that stands for no name
 * @param admins may do everything
 * @param view may look
 * @param modify may stop and kill; may look too
 */
record AccessPolicy(
    boolean enabled,
    String owner,
    String nobody,
    AccessControlList admins,
    AccessControlList view,
    AccessControlList modify) {

  /** As the configuration of the run's application has it. */
  static AccessPolicy of(Configuration conf, String owner) {
    return new AccessPolicy(
        conf.getBoolean(
                YarnConfiguration.YARN_ACL_ENABLE, YarnConfiguration.DEFAULT_YARN_ACL_ENABLE)
            || conf.getBoolean(MRConfig.MR_ACLS_ENABLED, false),
        owner,
        conf.get(
            CommonConfigurationKeys.HADOOP_HTTP_STATIC_USER,
            CommonConfigurationKeys.DEFAULT_HADOOP_HTTP_STATIC_USER),
        new AccessControlList(
            conf.get(YarnConfiguration.YARN_ADMIN_ACL, YarnConfiguration.DEFAULT_YARN_ADMIN_ACL)),
        new AccessControlList(
            conf.get(MRJobConfig.JOB_ACL_VIEW_JOB, MRJobConfig.DEFAULT_JOB_ACL_VIEW_JOB)),
        new AccessControlList(
            conf.get(MRJobConfig.JOB_ACL_MODIFY_JOB, MRJobConfig.DEFAULT_JOB_ACL_MODIFY_JOB)));
  }

  /** Whether somebody may look. */
  boolean mayView(String user) {
    return !enabled
        || named(user)
            .filter(known -> known.equals(owner) || allowed(known, admins, view, modify))
            .isPresent();
  }

  /** Whether somebody may stop the run. */
  boolean mayModify(String user) {
    return named(user)
        .filter(known -> !enabled || known.equals(owner) || allowed(known, admins, modify))
        .isPresent();
  }

  private Optional<String> named(String user) {
    return Optional.ofNullable(user).filter(name -> !name.isBlank() && !name.equals(nobody));
  }

  private static boolean allowed(String user, AccessControlList... lists) {
    UserGroupInformation asking = UserGroupInformation.createRemoteUser(user);
    for (AccessControlList list : lists) {
      if (list.isUserAllowed(asking)) {
        return true;
      }
    }
    return false;
  }
}

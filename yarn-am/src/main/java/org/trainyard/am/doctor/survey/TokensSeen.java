package org.trainyard.am.doctor.survey;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * How this user is known to the cluster, and for how long what a run is given stays valid.
 *
 * @param user short name
 * @param secure whether the cluster wants Kerberos
 * @param loggedIn whether this process holds Kerberos credentials, or tokens of somebody who does
 * @param tokenLife the least time after which a delegation token can no longer be renewed, as the
 *     client's configuration has it
 */
public record TokensSeen(String user, boolean secure, boolean loggedIn, Duration tokenLife) {
  /** The NameNode's key; its class is no client's. */
  private static final String NAMENODE_LIFE = "dfs.namenode.delegation.token.max-lifetime";

  private static final Duration USUAL_LIFE = Duration.ofDays(7);

  /** Of this process. */
  public static TokensSeen of(Configuration conf) throws IOException {
    UserGroupInformation user = UserGroupInformation.getCurrentUser();
    long usual = USUAL_LIFE.toMillis();
    long life =
        Math.min(
            conf.getLong(NAMENODE_LIFE, usual),
            conf.getLong(YarnConfiguration.RM_DELEGATION_TOKEN_MAX_LIFETIME_KEY, usual));
    return new TokensSeen(
        user.getShortUserName(),
        UserGroupInformation.isSecurityEnabled(),
        user.hasKerberosCredentials() || !user.getTokens().isEmpty(),
        Duration.ofMillis(life));
  }
}

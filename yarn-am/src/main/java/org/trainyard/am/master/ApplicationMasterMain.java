package org.trainyard.am.master;

import java.io.File;
import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.client.RunClient;

/** Started by YARN in the first container of a run: environment in, exit code out. */
public final class ApplicationMasterMain {
  private static final Logger LOG = LoggerFactory.getLogger(ApplicationMasterMain.class);

  private ApplicationMasterMain() {}

  /** Runs this attempt and ends the process. */
  public static void main(String[] args) {
    AmExit exit;
    try {
      exit = run();
    } catch (Exception | LinkageError e) {
      LOG.error("This attempt failed", e);
      exit = ExitPolicy.crashed(e);
    }
    if (!exit.unregisters()) {
      // YARN shows the end of this stream where an attempt leaves without a word.
      System.err.println(exit.diagnosis());
    }
    System.exit(exit.exit().code());
  }

  private static AmExit run() throws IOException, InterruptedException {
    AmEnvironment environment = AmEnvironment.of(System::getenv);
    Configuration conf = new JobConf();
    conf.addResource(new Path(new File(RunClient.CONFIGURATION).toURI()));
    UserGroupInformation.setConfiguration(conf);
    Credentials all = UserGroupInformation.getCurrentUser().getCredentials();
    UserGroupInformation master = UserGroupInformation.createRemoteUser(environment.user());
    master.addCredentials(all);
    UserGroupInformation jobs = UserGroupInformation.createRemoteUser(environment.user());
    jobs.addCredentials(withoutApplicationToken(all));
    return master.doAs(
        (PrivilegedExceptionAction<AmExit>) () -> new AmWiring(conf, environment, jobs).run());
  }

  /** The token by which this attempt speaks as an ApplicationMaster must not reach its jobs. */
  private static Credentials withoutApplicationToken(Credentials all) {
    Credentials kept = new Credentials(all);
    for (Map.Entry<Text, Token<? extends TokenIdentifier>> entry : all.getTokenMap().entrySet()) {
      if (entry.getValue().getKind().equals(AMRMTokenIdentifier.KIND_NAME)) {
        kept.removeToken(entry.getKey());
      }
    }
    return kept;
  }
}

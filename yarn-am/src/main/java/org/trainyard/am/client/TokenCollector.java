package org.trainyard.am.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.mapred.Master;
import org.apache.hadoop.mapreduce.security.TokenCache;
import org.apache.hadoop.mapreduce.v2.api.HSClientProtocol;
import org.apache.hadoop.mapreduce.v2.api.protocolrecords.GetDelegationTokenRequest;
import org.apache.hadoop.mapreduce.v2.jobhistory.JHAdminConfig;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.ipc.YarnRPC;
import org.apache.hadoop.yarn.util.ConverterUtils;
import org.apache.hadoop.yarn.util.Records;
import org.trainyard.am.cluster.ClusterLink;

/**
 * Collects the credentials that a run needs where nobody can log in: those this process was given,
 * and, on a secure cluster, delegation tokens of the file systems, of the ResourceManager (jobs are
 * submitted with it) and of the JobHistory server (finished jobs are asked for there).
 */
final class TokenCollector {
  private final Configuration conf;

  TokenCollector(Configuration conf) {
    this.conf = conf;
  }

  /** Everything for the file systems of some paths, serialised for a container. */
  ByteBuffer collect(Collection<Path> paths, ClusterLink cluster)
      throws IOException, YarnException {
    Credentials credentials =
        new Credentials(UserGroupInformation.getCurrentUser().getCredentials());
    if (UserGroupInformation.isSecurityEnabled()) {
      TokenCache.obtainTokensForNamenodes(credentials, paths.toArray(Path[]::new), conf);
      String renewer = Master.getMasterPrincipal(conf);
      cluster.addTokens(credentials, renewer);
      addHistoryToken(credentials, renewer);
    }
    DataOutputBuffer buffer = new DataOutputBuffer();
    credentials.writeTokenStorageToStream(buffer);
    return ByteBuffer.wrap(buffer.getData(), 0, buffer.getLength());
  }

  private void addHistoryToken(Credentials credentials, String renewer) throws IOException {
    String server = conf.get(JHAdminConfig.MR_HISTORY_ADDRESS, "");
    if (server.isEmpty()) {
      return;
    }
    InetSocketAddress address = NetUtils.createSocketAddr(server);
    YarnRPC rpc = YarnRPC.create(conf);
    HSClientProtocol history =
        (HSClientProtocol) rpc.getProxy(HSClientProtocol.class, address, conf);
    try {
      GetDelegationTokenRequest request = Records.newRecord(GetDelegationTokenRequest.class);
      request.setRenewer(renewer);
      Token<TokenIdentifier> token =
          ConverterUtils.convertFromYarn(
              history.getDelegationToken(request).getDelegationToken(), address);
      credentials.addToken(token.getService(), token);
    } finally {
      rpc.stopProxy(history, conf);
    }
  }
}

package org.trainyard.am.exchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.ipc.RPC;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.security.SaslRpcServer.AuthMethod;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Servers and callers of Hadoop RPC as the exchange wants them: nobody comes in without the token,
 * not even where the cluster trusts everybody; integrity and privacy as {@code
 * hadoop.rpc.protection} says; silence is noticed in seconds.
 */
final class ExchangeRpc {
  /** How long an answer may take; those that wait for a verdict come back earlier. */
  static final int ANSWER_MS = 20_000;

  private final Configuration conf;
  private final ExchangeToken token;

  ExchangeRpc(Configuration base, ExchangeToken token) {
    this.token = token;
    this.conf = new Configuration(base);
    for (Class<?> protocol : new Class<?>[] {MasterProtocol.class, WorkerProtocol.class}) {
      conf.set("rpc.engine." + protocol.getName(), "org.apache.hadoop.ipc.WritableRpcEngine");
    }
    conf.set(CommonConfigurationKeys.HADOOP_SECURITY_AUTHENTICATION, AuthMethod.TOKEN.toString());
    // The token is the permission: service-level ACLs know only Hadoop's own protocols.
    conf.setBoolean(CommonConfigurationKeys.HADOOP_SECURITY_AUTHORIZATION, false);
    conf.setBoolean(CommonConfigurationKeys.IPC_CLIENT_FALLBACK_TO_SIMPLE_AUTH_ALLOWED_KEY, false);
    conf.setInt(CommonConfigurationKeys.IPC_CLIENT_CONNECT_TIMEOUT_KEY, 5_000);
    conf.setInt(CommonConfigurationKeys.IPC_CLIENT_CONNECT_MAX_RETRIES_KEY, 1);
    conf.setInt(CommonConfigurationKeys.IPC_CLIENT_CONNECT_MAX_RETRIES_ON_SOCKET_TIMEOUTS_KEY, 1);
    conf.setInt(CommonConfigurationKeys.IPC_CLIENT_CONNECT_RETRY_INTERVAL_KEY, 200);
    conf.setInt(CommonConfigurationKeys.IPC_CLIENT_CONNECTION_MAXIDLETIME_KEY, 60_000);
  }

  /**
   * Starts a server on a port that is free: where the cluster restricts the ports of MapReduce's
   * masters, one of these.
   */
  <P> RPC.Server serve(Class<P> protocol, P answers, int handlers) throws IOException {
    RPC.Server server =
        new RPC.Builder(conf)
            .setProtocol(protocol)
            .setInstance(answers)
            .setBindAddress("0.0.0.0")
            .setPort(0)
            .setNumHandlers(handlers)
            .setVerbose(false)
            .setSecretManager(token.gate())
            .setPortRangeConfig(MRJobConfig.MR_AM_JOB_CLIENT_PORT_RANGE)
            .build();
    server.start();
    return server;
  }

  /** A caller; connects when it is first used. */
  <P> P caller(Class<P> protocol, String host, int port) throws IOException {
    return caller(protocol, host, port, token.caller());
  }

  <P> P caller(Class<P> protocol, String host, int port, UserGroupInformation who)
      throws IOException {
    return RPC.getProxy(
        protocol,
        RPC.getProtocolVersion(protocol),
        new InetSocketAddress(host, port),
        who,
        conf,
        NetUtils.getDefaultSocketFactory(conf),
        ANSWER_MS);
  }

  /** One call. */
  @FunctionalInterface
  interface Call<T> {
    T make() throws IOException;
  }

  /**
   * Makes a call.
   *
   * @throws UnreachableException if there is no answer
   * @throws IOException if the answer is an error
   */
  static <T> T call(String who, Call<T> call) throws IOException {
    try {
      return call.make();
    } catch (RemoteException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreachableException(who, e);
    }
  }
}

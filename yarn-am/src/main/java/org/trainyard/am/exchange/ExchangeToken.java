package org.trainyard.am.exchange;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.SecretManager;
import org.apache.hadoop.security.token.Token;

/**
 * The one token of a run's processes: it opens the master's server and those of all workers, and
 * nothing else does. Made by the first attempt of the master; containers have it in their token
 * file.
 *
 * @param token with a random password
 */
public record ExchangeToken(Token<ExchangeTokenIdentifier> token) {
  private static final Text ALIAS = new Text("trainyard.exchange");
  private static final int PASSWORD_BYTES = 32;

  /** A new token for a run's processes, who speak in the name of {@code user}. */
  public static ExchangeToken create(String user, String run) {
    byte[] password = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(password);
    ExchangeTokenIdentifier who = new ExchangeTokenIdentifier(user, run);
    return new ExchangeToken(
        new Token<>(who.getBytes(), password, ExchangeTokenIdentifier.KIND, new Text()));
  }

  /** The token among a process's credentials. */
  @SuppressWarnings("unchecked")
  public static ExchangeToken of(Credentials credentials) throws IOException {
    Token<?> token = credentials.getToken(ALIAS);
    if (token == null) {
      throw new IOException(
          "There is no token "
              + ALIAS
              + " among the credentials: a worker is started by a run's"
              + " ApplicationMaster only");
    }
    return new ExchangeToken((Token<ExchangeTokenIdentifier>) token);
  }

  /** Puts the token among the credentials of a container to be. */
  public void addTo(Credentials credentials) {
    credentials.addToken(ALIAS, token);
  }

  /** Who calls with this token. */
  UserGroupInformation caller() throws IOException {
    ExchangeTokenIdentifier who = new ExchangeTokenIdentifier();
    who.readFields(new DataInputStream(new ByteArrayInputStream(token.getIdentifier())));
    UserGroupInformation caller = who.getUser();
    caller.addToken(token);
    return caller;
  }

  /** Lets callers with this token in, and nobody else. */
  SecretManager<ExchangeTokenIdentifier> gate() {
    return new Gate(token);
  }

  private static final class Gate extends SecretManager<ExchangeTokenIdentifier> {
    private final Token<ExchangeTokenIdentifier> token;

    Gate(Token<ExchangeTokenIdentifier> token) {
      this.token = token;
    }

    @Override
    protected byte[] createPassword(ExchangeTokenIdentifier identifier) {
      throw new UnsupportedOperationException("A run has one token");
    }

    @Override
    public byte[] retrievePassword(ExchangeTokenIdentifier identifier) throws InvalidToken {
      if (!Arrays.equals(identifier.getBytes(), token.getIdentifier())) {
        throw new InvalidToken("This is no token of this run: " + identifier);
      }
      return token.getPassword();
    }

    @Override
    public ExchangeTokenIdentifier createIdentifier() {
      return new ExchangeTokenIdentifier();
    }
  }
}

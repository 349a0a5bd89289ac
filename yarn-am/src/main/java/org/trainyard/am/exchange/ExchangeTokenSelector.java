package org.trainyard.am.exchange;

import java.util.Collection;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.security.token.TokenSelector;

/**
 * Finds the token of the exchange. One token opens all servers of a run, whose addresses nobody
 * knows when it is made, so the service is not looked at.
 */
public final class ExchangeTokenSelector implements TokenSelector<ExchangeTokenIdentifier> {
  @Override
  @SuppressWarnings("unchecked")
  public Token<ExchangeTokenIdentifier> selectToken(
      Text service, Collection<Token<? extends TokenIdentifier>> tokens) {
    for (Token<? extends TokenIdentifier> token : tokens) {
      if (ExchangeTokenIdentifier.KIND.equals(token.getKind())) {
        return (Token<ExchangeTokenIdentifier>) token;
      }
    }
    return null;
  }
}

package org.trainyard.am.page;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a person's own copy of the page knows and no other site can: without it nothing is stopped.
 * A keyed digest of the user's name, with a key that lives as long as this process.
 */
final class ActionToken {
  private static final String DIGEST = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;

  ActionToken() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, DIGEST);
  }

  /** The token of a user. */
  String of(String user) {
    try {
      Mac mac = Mac.getInstance(DIGEST);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + DIGEST, e);
    }
  }

  /** Whether a token is this user's; takes as long for any wrong one. */
  boolean fits(String user, String token) {
    return token != null
        && MessageDigest.isEqual(
            of(user).getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.UTF_8));
  }
}

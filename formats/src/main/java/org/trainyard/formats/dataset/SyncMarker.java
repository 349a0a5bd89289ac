package org.trainyard.formats.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The 16 bytes between the blocks of an Avro container file. Avro draws them at random; ours follow
 * from what the file is, so that the same content is the same file.
 */
public final class SyncMarker {
  private static final int BYTES = 16;

  private SyncMarker() {}

  /** The marker of files of this kind. */
  public static byte[] of(String kind) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(kind.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(hash, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

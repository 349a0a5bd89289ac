package org.trainyard.mapreduce.pack;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksum of an input file: SHA-256 over the SHA-256 digests of its chunks in order. */
final class InputChecksum {
  private final MessageDigest sha256;

  InputChecksum() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Adds the digest of the next chunk. */
  void add(byte[] chunkDigest) {
    sha256.update(chunkDigest);
  }

  /** The checksum in hexadecimal. */
  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}

package org.trainyard.formats.raw;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * The bytes of a file from the first of some chunks on, with a digest of each chunk. Chunk i is the
 * bytes [i C, (i + 1) C) of the uncompressed file; reading may go on past the last chunk, since
 * records do.
 */
final class ChunkStream implements Closeable {
  private final InputFile file;
  private final InputStream in;
  private final long chunkBytes;
  private final long from;
  private final long to;
  private final MessageDigest sha256 = sha256();
  private final Map<Long, byte[]> digests = new HashMap<>();
  private long position;
  private boolean atEnd;

  private ChunkStream(
      InputFile file, InputStream in, long chunkBytes, long first, long from, long to) {
    this.file = file;
    this.in = in;
    this.chunkBytes = chunkBytes;
    this.position = first;
    this.from = from;
    this.to = to;
  }

  /**
   * Opens a file.
   *
   * @param fromChunk first chunk that is digested; 0 where the file cannot be split
   * @param toChunk chunk after the last; of no account where the file cannot be split
   * @param before bytes before the first chunk that are wanted, too, without digest
   */
  static ChunkStream open(
      InputFile file, Configuration conf, long chunkBytes, long fromChunk, long toChunk, int before)
      throws IOException {
    if (!file.splittable()) {
      InputStream in = SourceStream.open(file.path(), conf);
      return new ChunkStream(file, in, chunkBytes, 0, 0, Long.MAX_VALUE);
    }
    long from = fromChunk * chunkBytes;
    long first = Math.max(0, from - before);
    InputStream in = SourceStream.openAt(file.path(), conf, first);
    return new ChunkStream(file, in, chunkBytes, first, from, toChunk * chunkBytes);
  }

  /** Offset of the next byte. */
  long position() {
    return position;
  }

  /** Offset after the last chunk; the greatest number where the file cannot be split. */
  long to() {
    return to;
  }

  /**
   * Reads some bytes, at least one; -1 at the end.
   *
   * @throws BadDataException if the file is shorter than when it was listed
   */
  int read(byte[] into, int offset, int most) throws IOException {
    int allowed = most;
    if (file.splittable()) {
      allowed = (int) Math.min(most, file.length() - position);
    }
    int count = allowed == 0 ? -1 : in.read(into, offset, allowed);
    if (count < 0) {
      if (file.splittable() && position < file.length()) {
        throw new BadDataException(
            file.path()
                + " has changed: it ends at byte "
                + position
                + " but had "
                + file.length()
                + " when the input was listed; run again on input that stays as it is");
      }
      finish();
      return -1;
    }
    digest(into, offset, count);
    return count;
  }

  /** Reads so many bytes; fewer only at the end. */
  int readFully(byte[] into, int offset, int wanted) throws IOException {
    int total = 0;
    while (total < wanted) {
      int count = read(into, offset + total, wanted - total);
      if (count < 0) {
        break;
      }
      total += count;
    }
    return total;
  }

  /** Whether all bytes of a chunk were read. */
  boolean isComplete(long chunk) {
    return digests.containsKey(chunk);
  }

  /** Tells the sink of a chunk whose bytes were all read. */
  void tell(long chunk, RawSink sink) throws IOException {
    byte[] digest = digests.remove(chunk);
    if (digest == null) {
      throw new IllegalStateException("Chunk " + chunk + " of " + file.path() + " was not read");
    }
    long start = chunk * chunkBytes;
    sink.chunkDone(file, chunk, Math.min(start + chunkBytes, position) - start, digest);
  }

  private void digest(byte[] bytes, int offset, int count) {
    int done = 0;
    while (done < count) {
      long next = position < from ? from : (position / chunkBytes + 1) * chunkBytes;
      int piece = (int) Math.min(count - done, next - position);
      if (position >= from && position < to) {
        sha256.update(bytes, offset + done, piece);
        if (position + piece == next) {
          digests.put(position / chunkBytes, sha256.digest());
        }
      }
      position += piece;
      done += piece;
    }
  }

  private void finish() {
    if (!atEnd && position > from && position < to && position % chunkBytes != 0) {
      digests.put(position / chunkBytes, sha256.digest());
    }
    atEnd = true;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

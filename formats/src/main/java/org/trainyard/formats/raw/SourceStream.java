package org.trainyard.formats.raw;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.security.AccessControlException;

/**
 * The uncompressed bytes of a file, from its beginning. Damage of a compressed file becomes a
 * {@link BadDataException} with the place; a failure of the file system below stays what it is.
 */
final class SourceStream extends InputStream {
  private final String path;
  private final Failures compressed;
  private final InputStream plain;
  private long position;

  private SourceStream(String path, Failures compressed, InputStream plain) {
    this.path = path;
    this.compressed = compressed;
    this.plain = plain;
  }

  /** Whether the name says that a codec of this cluster has to read it. */
  static boolean isCompressed(String path, Configuration conf) {
    return new CompressionCodecFactory(conf).getCodec(new Path(path)) != null;
  }

  /** Opens a file; by the codec that its name tells, if it tells one. */
  static InputStream open(String path, Configuration conf) throws IOException {
    Path file = new Path(path);
    CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(file);
    FSDataInputStream raw = open(file, conf);
    if (codec == null) {
      return raw;
    }
    Failures failures = new Failures(raw);
    try {
      return new SourceStream(path, failures, codec.createInputStream(failures));
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw damage(path, failures, 0, e);
    }
  }

  /** Opens a file that is not compressed, at an offset. */
  static InputStream openAt(String path, Configuration conf, long offset) throws IOException {
    Path file = new Path(path);
    FSDataInputStream in = open(file, conf);
    try {
      in.seek(offset);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
    return in;
  }

  /** Opens a file as it is stored. */
  static FSDataInputStream open(Path file, Configuration conf) throws IOException {
    try {
      return file.getFileSystem(conf).open(file);
    } catch (AccessControlException e) {
      throw new BadDataException("No permission to read " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    try {
      int count = plain.read(into, from, most);
      position += Math.max(count, 0);
      return count;
    } catch (IOException | RuntimeException e) {
      throw damage(path, compressed, position, e);
    }
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  /**
   * Codecs throw all sorts of things at damaged bytes; only the file system's failures are kept.
   */
  private static IOException damage(String path, Failures below, long position, Exception thrown) {
    if (below.failure != null) {
      return below.failure;
    }
    return new BadDataException(
        path
            + " cannot be uncompressed after byte "
            + position
            + " (uncompressed): "
            + thrown.getMessage()
            + "; the file is damaged or cut off, or its extension is not that of its compression",
        thrown);
  }

  /** Remembers what the file system threw. */
  private static final class Failures extends FilterInputStream {
    private IOException failure;

    Failures(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      try {
        return super.read(into, from, most);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}

package org.trainyard.formats.raw;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The head of an IDX file: two zero bytes, the type, the number of dimensions, then each dimension
 * as a big-endian 32-bit number (LeCun, Cortes, Burges, "The MNIST database of handwritten
 * digits").
 *
 * @param type of the values
 * @param dimensions the first is the number of samples
 */
record IdxHeader(Type type, int[] dimensions) {
  private static final int MOST_DIMENSIONS = 8;

  /** Types of values and their bytes. */
  enum Type {
    UNSIGNED_BYTE(0x08, 1),
    SIGNED_BYTE(0x09, 1),
    SHORT(0x0B, 2),
    INT(0x0C, 4),
    FLOAT(0x0D, 4),
    DOUBLE(0x0E, 8);

    private final int code;
    private final int bytes;

    Type(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }

    /** Size of a value. */
    int bytes() {
      return bytes;
    }

    /** The value that begins at a position. */
    double at(ByteBuffer buffer, int position) {
      return switch (this) {
        case UNSIGNED_BYTE -> buffer.get(position) & 0xff;
        case SIGNED_BYTE -> buffer.get(position);
        case SHORT -> buffer.getShort(position);
        case INT -> buffer.getInt(position);
        case FLOAT -> buffer.getFloat(position);
        case DOUBLE -> buffer.getDouble(position);
      };
    }

    static Type of(int code) {
      return Arrays.stream(values()).filter(type -> type.code == code).findFirst().orElse(null);
    }
  }

  /** Whether bytes begin like an IDX file. */
  static boolean isMagic(byte[] head) {
    return head.length >= 4
        && head[0] == 0
        && head[1] == 0
        && Type.of(head[2]) != null
        && head[3] >= 1
        && head[3] <= MOST_DIMENSIONS;
  }

  /**
   * Reads the head of a file.
   *
   * @throws BadDataException if it is none, or is cut off, or the sizes cannot be
   */
  static IdxHeader read(String path, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (!isMagic(magic)) {
      throw new BadDataException(
          path
              + " is not an IDX file: it begins with the bytes "
              + Arrays.toString(magic)
              + "; expected 0, 0, a type (8, 9, 11 to 14) and 1 to "
              + MOST_DIMENSIONS
              + " dimensions");
    }
    int[] dimensions = new int[magic[3]];
    byte[] sizes = in.readNBytes(4 * dimensions.length);
    if (sizes.length < 4 * dimensions.length) {
      throw new BadDataException(path + " is cut off within its IDX header", new EOFException());
    }
    long sampleBytes = Type.of(magic[2]).bytes();
    for (int d = 0; d < dimensions.length; d++) {
      dimensions[d] = ByteBuffer.wrap(sizes).getInt(4 * d);
      if (d > 0 && dimensions[d] > 0 && sampleBytes <= Integer.MAX_VALUE / 2) {
        sampleBytes *= dimensions[d];
      }
      if (dimensions[d] <= 0 || sampleBytes > Integer.MAX_VALUE / 2) {
        throw new BadDataException(
            path + ": the IDX header gives impossible dimensions " + Arrays.toString(dimensions));
      }
    }
    return new IdxHeader(Type.of(magic[2]), dimensions);
  }

  /** Length of the header itself. */
  int headerBytes() {
    return 4 + 4 * dimensions.length;
  }

  /** Number of samples. */
  int samples() {
    return dimensions[0];
  }

  /** Number of values of a sample. */
  int features() {
    int features = 1;
    for (int d = 1; d < dimensions.length; d++) {
      features *= dimensions[d];
    }
    return features;
  }

  /** Length of a sample. */
  int sampleBytes() {
    return features() * type.bytes();
  }

  /** Length that the whole file must have. */
  long fileBytes() {
    return headerBytes() + (long) samples() * sampleBytes();
  }

  /** Whether it holds one number for each sample: labels. */
  boolean isLabels() {
    return dimensions.length == 1;
  }
}

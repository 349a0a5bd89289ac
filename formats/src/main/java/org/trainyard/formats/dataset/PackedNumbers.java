package org.trainyard.formats.dataset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers as little-endian bytes, all of the narrowest width that holds each of them exactly. The
 * width is not written: it is the number of bytes divided by the number of values.
 */
final class PackedNumbers {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private PackedNumbers() {}

  /** Whole numbers plus {@code bias}, which makes them at least 0: 1, 2 or 4 bytes each. */
  static ByteBuffer whole(int[] values, int bias) {
    int most = 0;
    for (int value : values) {
      most = Math.max(most, value + bias);
    }
    int width = most < 1 << 8 ? 1 : most < 1 << 16 ? 2 : 4;
    ByteBuffer packed = allocate(values.length, width);
    byte[] bytes = packed.array();
    switch (width) {
      case 1 -> {
        for (int i = 0; i < values.length; i++) {
          bytes[i] = (byte) (values[i] + bias);
        }
      }
      case 2 -> {
        for (int i = 0; i < values.length; i++) {
          SHORTS.set(bytes, 2 * i, (short) (values[i] + bias));
        }
      }
      default -> {
        for (int i = 0; i < values.length; i++) {
          INTS.set(bytes, 4 * i, values[i] + bias);
        }
      }
    }
    return packed;
  }

  /** What {@link #whole(int[], int)} packed. */
  static int[] whole(ByteBuffer packed, int count, int bias) {
    int[] values = new int[count];
    int width = width(packed, count, 1, 2, 4);
    byte[] bytes = packed.array();
    int at = packed.arrayOffset() + packed.position();
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          values[i] = (bytes[at + i] & 0xFF) - bias;
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          values[i] = ((short) SHORTS.get(bytes, at + 2 * i) & 0xFFFF) - bias;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          values[i] = (int) INTS.get(bytes, at + 4 * i) - bias;
        }
      }
    }
    return values;
  }

  /** Floats: 1 byte each when all are whole numbers from 0 to 255, else 4. */
  static ByteBuffer floats(float[] values) {
    boolean narrow = true;
    for (int i = 0; narrow && i < values.length; i++) {
      int whole = (int) values[i];
      narrow = (whole & 0xFF) == whole && same(values[i], whole);
    }
    ByteBuffer bytes = allocate(values.length, narrow ? 1 : Float.BYTES);
    if (narrow) {
      for (int i = 0; i < values.length; i++) {
        bytes.array()[i] = (byte) (int) values[i];
      }
      return bytes;
    }
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  /** What {@link #floats(float[])} packed. */
  static float[] floats(ByteBuffer packed, int count) {
    float[] values = new float[count];
    ByteBuffer bytes = littleEndian(packed);
    if (width(packed, count, 1, 0, Float.BYTES) == 1) {
      for (int i = 0; i < count; i++) {
        values[i] = bytes.get() & 0xFF;
      }
    } else {
      bytes.asFloatBuffer().get(values);
    }
    return values;
  }

  /**
   * Doubles: 1 byte each when all are whole numbers from -128 to 127, 4 when all are floats, else
   * 8.
   */
  static ByteBuffer doubles(double[] values) {
    int width = 1;
    for (double value : values) {
      if (width == 1 && !same(value, (byte) value)) {
        width = Float.BYTES;
      }
      if (width == Float.BYTES && !same(value, (float) value)) {
        width = Double.BYTES;
      }
    }
    ByteBuffer bytes = allocate(values.length, width);
    for (double value : values) {
      switch (width) {
        case 1 -> bytes.put((byte) value);
        case Float.BYTES -> bytes.putFloat((float) value);
        default -> bytes.putDouble(value);
      }
    }
    return bytes.flip();
  }

  /** What {@link #doubles(double[])} packed. */
  static double[] doubles(ByteBuffer packed, int count) {
    double[] values = new double[count];
    int width = width(packed, count, 1, Float.BYTES, Double.BYTES);
    ByteBuffer bytes = littleEndian(packed);
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (width) {
            case 1 -> bytes.get();
            case Float.BYTES -> bytes.getFloat();
            default -> bytes.getDouble();
          };
    }
    return values;
  }

  /** Ascending numbers from 0 up, as differences of 7 bits a byte, lowest first (LEB128). */
  static ByteBuffer ascending(int[] values) {
    ByteBuffer packed = allocate(values.length, 5);
    byte[] bytes = packed.array();
    int at = 0;
    int previous = 0;
    for (int value : values) {
      int rest = value - previous;
      previous = value;
      while (rest > 0x7F) {
        bytes[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[at++] = (byte) rest;
    }
    return packed.limit(at);
  }

  /** What {@link #ascending(int[])} packed. */
  static int[] ascending(ByteBuffer packed) {
    ByteBuffer bytes = littleEndian(packed);
    int count = 0;
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      count += bytes.get(i) >= 0 ? 1 : 0;
    }
    int[] values = new int[count];
    int previous = 0;
    for (int i = 0; i < count; i++) {
      int shift = 0;
      byte next = bytes.get();
      while (next < 0) {
        previous += (next & 0x7F) << shift;
        shift += 7;
        next = bytes.get();
      }
      previous += next << shift;
      values[i] = previous;
    }
    return values;
  }

  private static int width(ByteBuffer packed, int count, int narrow, int middle, int wide) {
    long length = packed.remaining();
    for (int width : new int[] {narrow, middle, wide}) {
      if (length == (long) width * count) {
        return width;
      }
    }
    throw new IllegalArgumentException(count + " numbers cannot take " + length + " bytes");
  }

  private static boolean same(double a, double b) {
    return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
  }

  private static ByteBuffer allocate(int count, int width) {
    return ByteBuffer.allocate(Math.multiplyExact(count, width)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer littleEndian(ByteBuffer bytes) {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}

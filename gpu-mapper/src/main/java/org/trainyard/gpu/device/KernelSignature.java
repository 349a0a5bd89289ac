package org.trainyard.gpu.device;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.Pointer;

/**
 * Name and parameters of a kernel, read from its PTX: the driver believes whatever it is given, so
 * that a forgotten argument would be read from beyond the list.
 *
 * @param name of the kernel
 * @param bits size of each parameter, 32 or 64
 */
record KernelSignature(String name, List<Integer> bits) {
  private static final Pattern PARAMETER = Pattern.compile("\\.param \\.[a-z](32|64)\\b");

  /** Copies the list. */
  KernelSignature {
    bits = List.copyOf(bits);
  }

  /**
   * Finds a kernel in a PTX text.
   *
   * @throws IllegalArgumentException if it is not there
   */
  static KernelSignature of(String ptx, String name) {
    Matcher entry =
        Pattern.compile("\\.entry " + Pattern.quote(name) + "\\(([^)]*)\\)").matcher(ptx);
    if (!entry.find()) {
      throw new IllegalArgumentException("There is no kernel " + name + " in the module");
    }
    List<Integer> bits = new ArrayList<>();
    Matcher parameter = PARAMETER.matcher(entry.group(1));
    while (parameter.find()) {
      bits.add(Integer.valueOf(parameter.group(1)));
    }
    return new KernelSignature(name, bits);
  }

  /**
   * The arguments as the driver takes them.
   *
   * @throws IllegalArgumentException if they do not fit the parameters
   */
  Pointer pack(Object... arguments) {
    if (arguments.length != bits.size()) {
      throw new IllegalArgumentException(
          name + " has " + bits.size() + " parameters, not " + arguments.length);
    }
    Pointer[] packed = new Pointer[arguments.length];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = pack(i, arguments[i]);
    }
    return Pointer.to(packed);
  }

  private Pointer pack(int i, Object argument) {
    if (bits.get(i) == Long.SIZE) {
      if (argument instanceof DeviceMemory memory) {
        return Pointer.to(new long[] {memory.address()});
      } else if (argument instanceof Long number) {
        return Pointer.to(new long[] {number});
      } else if (argument instanceof Double number) {
        return Pointer.to(new double[] {number});
      }
    } else if (argument instanceof Integer number) {
      return Pointer.to(new int[] {number});
    } else if (argument instanceof Float number) {
      return Pointer.to(new float[] {number});
    }
    throw new IllegalArgumentException(
        "Parameter "
            + i
            + " of "
            + name
            + " has "
            + bits.get(i)
            + " bits: "
            + (argument == null ? "null" : argument.getClass().getSimpleName())
            + " does not fit");
  }
}

package org.trainyard.formats.partial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A vector of floating-point sums whose values do not depend on the order or the grouping of the
 * additions.
 *
 * <p>The axis of binary exponents is cut into fixed bins of 32 bits. Each coordinate keeps the
 * three bins below the largest magnitude that it has met, as integers; a summand is sliced at the
 * fixed bin borders and its slices are added to the integers of their bins. Slices below the window
 * are dropped. What is dropped depends on the largest summand alone, and carries are never
 * propagated before the end, so any order of {@link #add} and of merges ends in the same integers.
 * The error of a sum of n terms is below n · 2<sup>-64</sup> of its largest term; plain summation
 * in double has 2<sup>-53</sup>.
 *
 * <p>After J. Demmel and H. D. Nguyen, "Parallel Reproducible Summation", IEEE Transactions on
 * Computers 64(7), 2015, with integers in place of their floating-point bins. A coordinate may take
 * at most 2<sup>31</sup> additions.
 *
 * <p>A NaN or an infinity among the summands makes the sum NaN. Memory follows the coordinates that
 * were touched: 32 to 48 bytes for each, and 2 bytes for each other one of the same thousands
 * ({@link SumPage}). Not thread-safe.
 */
public final class BinnedSums {
  private static final int BIN_BITS = 32;
  private static final long BIN_MASK = 0xFFFF_FFFFL;

  /** What stands for "nothing yet" and "not finite" where others have the bin, in written form. */
  private static final byte EMPTY = Byte.MIN_VALUE;

  private static final byte NOT_FINITE = Byte.MAX_VALUE;

  /** In memory a mark is the bin of the highest digit, -34 … 31, plus this; 0 is nothing yet. */
  static final int MARK_OF_BIN_0 = -EMPTY;

  /** Above the mark of every bin, so that all summands fall below its window. */
  private static final int MARK_NOT_FINITE = NOT_FINITE + MARK_OF_BIN_0;

  static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(SumPage.SIZE);
  static final int IN_PAGE = SumPage.SIZE - 1;

  private final int length;

  /** Made when a coordinate of theirs is touched. */
  private final SumPage[] pages;

  /** Sums of {@code length} coordinates, all zero. */
  public BinnedSums(int length) {
    this.length = length;
    this.pages = new SumPage[(length + SumPage.SIZE - 1) / SumPage.SIZE];
  }

  /** The number of coordinates. */
  public int length() {
    return length;
  }

  /** Adds {@code x} to coordinate {@code i}. */
  public void add(int i, double x) {
    if (x != 0.0) {
      SumPage page = page(i);
      int d = page.open(i & IN_PAGE);
      add(page.numbers(), d, x);
    }
  }

  /** Adds a number to the coordinate whose numbers begin at {@code d}. */
  private static void add(long[] numbers, int d, double x) {
    long bits = Double.doubleToRawLongBits(x);
    int biased = (int) (bits >>> 52) & 0x7FF;
    if (biased == 0 || biased == 0x7FF) {
      addUnusual(numbers, d, x);
      return;
    }
    // The exponent of the highest bit is biased - 1023; it is bit k of the third digit.
    int k = biased + 1 & 31;
    int mark = (biased + 1 >> 5) - 1024 / BIN_BITS + MARK_OF_BIN_0;
    long mantissa = bits & 0xF_FFFF_FFFF_FFFFL | 0x10_0000_0000_0000L;
    long low = mantissa << 12 + k;
    // Both negate where the number is negative: no branch, signs are anyone's guess.
    long sign = bits >> 63;
    long d0 = (low & BIN_MASK ^ sign) - sign;
    long d1 = (low >>> BIN_BITS ^ sign) - sign;
    long d2 = (mantissa >>> 52 - k ^ sign) - sign;
    if (numbers[d + SumPage.MARK] == mark) {
      numbers[d] += d0;
      numbers[d + 1] += d1;
      numbers[d + 2] += d2;
    } else {
      addDigits(numbers, d, mark, d0, d1, d2);
    }
  }

  /** Zero, a number without its leading bit, or none. */
  private static void addUnusual(long[] numbers, int d, double x) {
    if (x == 0.0) {
      return;
    }
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      spoil(numbers, d);
      return;
    }
    // A whole number of 2^-1074, below 2^52.
    long whole = Double.doubleToRawLongBits(Math.abs(x));
    int highest = 63 - Long.numberOfLeadingZeros(whole) - 1074;
    int bin = Math.floorDiv(highest, BIN_BITS);
    int shift = -1074 - BIN_BITS * (bin - 2);
    // At most 96 bits wide: the highest set bit falls into the third digit.
    long low = shift < 64 ? whole << shift : 0L;
    long high = shift < 64 ? whole >>> (64 - shift) : whole << (shift - 64);
    long sign = x < 0 ? -1 : 1;
    addDigits(
        numbers,
        d,
        bin + MARK_OF_BIN_0,
        sign * (low & BIN_MASK),
        sign * (low >>> BIN_BITS),
        sign * high);
  }

  /** Adds {@code x[from + j]} to coordinate {@code at + j}, for j from 0 up to {@code count}. */
  public void addAll(int at, double[] x, int from, int count) {
    for (int j = 0; j < count; j++) {
      add(at + j, x[from + j]);
    }
  }

  /**
   * Makes room for coordinates {@code at + offset[e]}, for all e, at once: what follows need not
   * make a little more again and again. No sum changes.
   *
   * @param offset ascending
   */
  public void reserve(int at, int[] offset) {
    int e = 0;
    while (e < offset.length) {
      int i = at + offset[e];
      int n = endInPage(at, offset, e, offset.length);
      page(i).openAll(offset, e, n, at - (i & ~IN_PAGE));
      e = n;
    }
  }

  /** Up to where the coordinates lie in the page of the one at {@code e}. */
  private static int endInPage(int at, int[] offset, int e, int to) {
    int last = (at + offset[e] | IN_PAGE) - at;
    if (offset[to - 1] <= last) {
      return to;
    }
    int found = Arrays.binarySearch(offset, e, to, last);
    return found < 0 ? -found - 1 : found + 1;
  }

  /**
   * Adds {@code x[first + e * stride]} to coordinate {@code at + offset[e]}, for e from {@code
   * from} up to {@code to}.
   *
   * @param offset ascending from {@code from} to {@code to}
   */
  public void addScattered(
      int at, int[] offset, int from, int to, double[] x, int first, int stride) {
    int e = from;
    while (e < to) {
      int i = at + offset[e];
      int n = endInPage(at, offset, e, to);
      SumPage page = page(i);
      int shift = at - (i & ~IN_PAGE);
      page.openAll(offset, e, n, shift);
      long[] numbers = page.numbers();
      if (page.isWhole()) {
        for (; e < n; e++) {
          add(numbers, SumPage.SLOT * (offset[e] + shift), x[first + e * stride]);
        }
      }
      for (; e < n; e++) {
        add(numbers, page.find(offset[e] + shift), x[first + e * stride]);
      }
    }
  }

  /** Adds all sums of {@code other}, which has the same length, to these. */
  public void add(BinnedSums other) {
    if (other.length != length) {
      throw new IllegalArgumentException(
          "Cannot add " + other.length + " sums to " + length + " sums");
    }
    for (int i = other.nextUsed(0, length); i < length; i = other.nextUsed(i + 1, length)) {
      int at = other.find(i);
      long[] numbers = other.numbers(i);
      addSlot(i, (int) numbers[at + SumPage.MARK], numbers[at], numbers[at + 1], numbers[at + 2]);
    }
  }

  private void addSlot(int i, int mark, long d0, long d1, long d2) {
    SumPage page = page(i);
    int d = page.open(i & IN_PAGE);
    addSlot(page.numbers(), d, mark, d0, d1, d2);
  }

  /** Adds the numbers of another sum to those that begin at {@code d}. */
  static void addSlot(long[] numbers, int d, int mark, long d0, long d1, long d2) {
    if (mark == MARK_NOT_FINITE) {
      spoil(numbers, d);
    } else {
      addDigits(numbers, d, mark, d0, d1, d2);
    }
  }

  /** The page of a coordinate, made if there is none. */
  SumPage page(int i) {
    int p = i >>> PAGE_SHIFT;
    SumPage page = pages[p];
    if (page == null) {
      int coordinates = Math.min(SumPage.SIZE, length - (p << PAGE_SHIFT));
      page = new SumPage(coordinates, length <= SumPage.SIZE);
      pages[p] = page;
    }
    return page;
  }

  /** Nothing that is added later comes into the window, so the sum has one form only. */
  private static void spoil(long[] numbers, int d) {
    numbers[d] = 0;
    numbers[d + 1] = 0;
    numbers[d + 2] = 0;
    numbers[d + SumPage.MARK] = MARK_NOT_FINITE;
  }

  /** Where the numbers of a coordinate begin; -1 if it was never touched. */
  private int find(int i) {
    SumPage page = pages[i >>> PAGE_SHIFT];
    return page == null ? -1 : page.find(i & IN_PAGE);
  }

  private long[] numbers(int i) {
    return pages[i >>> PAGE_SHIFT].numbers();
  }

  /** The page of a coordinate; null if none of its coordinates was touched. */
  SumPage pageOrNull(int i) {
    return pages[i >>> PAGE_SHIFT];
  }

  private int markOf(int i) {
    int at = find(i);
    return at < 0 ? 0 : (int) numbers(i)[at + SumPage.MARK];
  }

  /** The first coordinate from {@code i} on that is not empty; {@code to} if there is none. */
  int nextUsed(int i, int to) {
    while (i < to && markOf(i) == 0) {
      i = pages[i >>> PAGE_SHIFT] == null ? ((i >>> PAGE_SHIFT) + 1) << PAGE_SHIFT : i + 1;
    }
    return Math.min(i, to);
  }

  private static void addDigits(long[] digits, int d, int mark, long d0, long d1, long d2) {
    int mine = (int) digits[d + SumPage.MARK];
    if (mark > mine) {
      raise(digits, d, mark);
      mine = mark;
    }
    switch (mine - mark) {
      case 0 -> {
        digits[d] += d0;
        digits[d + 1] += d1;
        digits[d + 2] += d2;
      }
      case 1 -> {
        digits[d] += d1;
        digits[d + 1] += d2;
      }
      case 2 -> digits[d] += d2;
      default -> {
        // All of it lies below the window, or the sum is not finite any more.
      }
    }
  }

  /** Moves the window up to a higher mark; what falls out below is dropped. */
  private static void raise(long[] digits, int d, int mark) {
    long bins = mark - digits[d + SumPage.MARK];
    digits[d] = bins == 1 ? digits[d + 1] : bins == 2 ? digits[d + 2] : 0L;
    digits[d + 1] = bins == 1 ? digits[d + 2] : 0L;
    digits[d + 2] = 0L;
    digits[d + SumPage.MARK] = mark;
  }

  /**
   * The sum at coordinate {@code i}, rounded to the nearest double; NaN if a summand was not
   * finite.
   */
  public double value(int i) {
    int d = find(i);
    if (d < 0) {
      return 0.0;
    }
    long[] digits = numbers(i);
    return rounded((int) digits[d + SumPage.MARK], digits[d], digits[d + 1], digits[d + 2]);
  }

  /** The sum with these numbers, rounded to the nearest double. */
  static double rounded(int mark, long d0, long d1, long d2) {
    if (mark == 0) {
      return 0.0;
    }
    return mark == MARK_NOT_FINITE
        ? Double.NaN
        : SumRounding.rounded(d0, d1, d2, BIN_BITS * (mark - MARK_OF_BIN_0 - 2));
  }

  /**
   * What {@code value}, the {@link #value} of coordinate {@code i}, leaves over of its sum, rounded
   * in its turn: with it the sum has about twice the digits of a double. 0 if the sum is NaN.
   */
  public double remainder(int i, double value) {
    if (Math.abs(value) < Double.MIN_NORMAL || !Double.isFinite(value)) {
      return 0.0;
    }
    long mantissa = Double.doubleToRawLongBits(value) & 0xF_FFFF_FFFF_FFFFL | 0x10_0000_0000_0000L;
    // The value is a whole number of lowest digits, if a large one: no carry, no bit below.
    int d = find(i);
    long[] digits = numbers(i);
    int mark = (int) digits[d + SumPage.MARK];
    int bin = mark - MARK_OF_BIN_0;
    int shift = Math.getExponent(value) - 52 - BIN_BITS * (bin - 2);
    long low = shift < 0 ? mantissa >>> -shift : shift < 64 ? mantissa << shift : 0L;
    long high = shift <= 0 ? 0L : shift < 64 ? mantissa >>> (64 - shift) : mantissa << (shift - 64);
    int sign = value < 0 ? -1 : 1;
    return SumRounding.rounded(
        digits[d] - sign * (low & BIN_MASK),
        digits[d + 1] - sign * (low >>> BIN_BITS),
        digits[d + 2] - sign * high,
        BIN_BITS * (bin - 2));
  }

  /** All sums, rounded to double: a new array of {@link #length()}. */
  public double[] values() {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = value(i);
    }
    return values;
  }

  /** Bytes that {@link #write} writes. */
  long writtenBytes(int from, int to) {
    return SumsCodec.writtenBytes(this, from, to);
  }

  /**
   * Writes coordinates {@code from} up to, not including, {@code to}; untouched ones cost one byte
   * for each run.
   */
  public void write(DataOutput out, int from, int to) throws IOException {
    SumsCodec.write(this, out, from, to);
  }

  /** The same into a buffer over an array, which has room for {@link #writtenBytes}. */
  void write(ByteBuffer out, int from, int to) {
    SumsCodec.write(this, out, from, to);
  }

  /** Reads what {@link #write} wrote for the same range and adds it to these sums. */
  public void readAndAdd(DataInput in, int from, int to) throws IOException {
    SumsCodec.readAndAdd(this, in, from, to);
  }

  /** The same from a buffer over an array, whose position is behind it then. */
  void readAndAdd(ByteBuffer in, int from, int to) throws IOException {
    SumsCodec.readAndAdd(this, in, from, to);
  }
}

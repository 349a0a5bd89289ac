package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalParserTest {
  private final DecimalParser parser = new DecimalParser();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "1.",
        ".5",
        "007",
        "1e5",
        "1E-5",
        "-2.5e+3",
        "16777217",
        "16777216.5",
        "3.4028235e38",
        "3.4028236e38",
        "1e39",
        "1e400",
        "1e-400",
        "1.4e-45",
        "7e-46",
        "1.1754943e-38",
        "0.1",
        "123456789.123456789",
        "9007199254740993",
        "0.30000001192092896",
        "1e22",
        "1e23",
        "179769313486231580793728971405301e276",
        "4.9e-324",
        "1.00000005960464477539062",
        "1.000000059604644775390625",
        "1.00000005960464477539063",
        "123456789012345678901234567890",
        "0.000000000000000000000000000000000000000000001401298464324817"
      })
  void agreesWithTheLibrary(String text) {
    check(text);
  }

  @Test
  void agreesWithTheLibraryOnRandomNumbers() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(any)) {
        check(Double.toString(any));
      }
      check(Double.toString(random.nextGaussian()));
      float single = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(single)) {
        check(Float.toString(single));
        // The middle to the next float, and its neighbours: where rounding twice goes wrong.
        double middle = (single + (double) Math.nextUp(single)) / 2;
        if (Double.isFinite(middle)) {
          check(new BigDecimal(middle).toString());
          check(Double.toString(Math.nextUp(middle)));
          check(Double.toString(Math.nextDown(middle)));
        }
      }
    }
  }

  @Test
  void aPlainNumberEndsWhereItsDigitsEndWhateverFollows() {
    Random random = new Random(2);
    String[] behind = {"", " ", ":", ",", "\t7:1.25", "/12345678", ":99999999", "x.5", "\u00ff1"};
    for (int i = 0; i < 50_000; i++) {
      String sign = random.nextBoolean() ? "-" : "";
      String number = sign + digits(random, 1 + random.nextInt(7));
      if (random.nextInt(4) > 0) {
        number += "." + digits(random, random.nextInt(12));
      }
      String text = number + behind[random.nextInt(behind.length)];
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(number.length(), parser.plain(bytes, 0, bytes.length), text);
      assertEquals(
          Float.floatToRawIntBits(Float.parseFloat(number)),
          Float.floatToRawIntBits(parser.floatValue()),
          text);
    }
  }

  @Test
  void aNumberEndsWithItsRangeWhateverStandsBehind() {
    byte[] text = "-12.3456789012 .".getBytes(StandardCharsets.US_ASCII);
    for (int end = 2; end <= 14; end++) {
      assertEquals(end, parser.plain(text, 0, end));
      assertEquals(DecimalParser.NUMBER, parser.parse(text, 0, end));
      assertEquals(
          Double.parseDouble(new String(text, 0, end, StandardCharsets.US_ASCII)),
          parser.doubleValue());
    }
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int d = 0; d < count; d++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", ".", "-.", "x", "+1", "1234567890123456789", "0.1234567890123456789"})
  void whatIsNotPlainIsLeft(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(-1, parser.plain(bytes, 0, bytes.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "+", ".", "e5", "1e", "1e+", "1f", "0x1p3", "1,5", "1 ", "--1", "abc"})
  void refusesWhatIsNoDecimalNumber(String text) {
    assertEquals(DecimalParser.NO_NUMBER, parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "inf", "-Infinity", "+INF"})
  void tellsWhatIsNotFinite(String text) {
    assertEquals(DecimalParser.NOT_FINITE, parse(text));
  }

  private void check(String text) {
    assertEquals(DecimalParser.NUMBER, parse(text), text);
    assertEquals(
        Float.floatToRawIntBits(Float.parseFloat(text)),
        Float.floatToRawIntBits(parser.floatValue()),
        text);
    assertEquals(
        Double.doubleToRawLongBits(Double.parseDouble(text)),
        Double.doubleToRawLongBits(parser.doubleValue()),
        text);
  }

  private int parse(String text) {
    byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 1, bytes.length - 1);
  }
}

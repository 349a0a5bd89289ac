package org.trainyard.it.bench.evaluate;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The objective of a logistic model without intercept: the mean over the rows of log(1 + exp(-y
 * w·x)), y = +1 for a positive label and -1 otherwise, plus l2/2 · |w|². Summed with compensation
 * in pieces of fixed size, so that the result does not depend on the number of threads.
 *
 * @param data LIBSVM text, columns numbered from 1
 * @param l2 weight of the penalty
 * @param pieceBytes bytes of the text that are summed by themselves
 */
public record LogisticObjective(Path data, double l2, int pieceBytes) {
  private static final int USUAL_PIECE_BYTES = 8 << 20;

  /** With pieces of the usual size. */
  public LogisticObjective(Path data, double l2) {
    this(data, l2, USUAL_PIECE_BYTES);
  }

  private record Loss(double sum, long rows) {}

  /**
   * The objective of these coefficients.
   *
   * @param w one for each column; columns beyond them have the coefficient 0
   */
  public double of(double[] w) throws IOException {
    long size = Files.size(data);
    List<Loss> losses =
        LongStream.range(0, (size + pieceBytes - 1) / pieceBytes)
            .parallel()
            .mapToObj(i -> piece(i * pieceBytes, Math.min(size, (i + 1) * pieceBytes), w))
            .toList();
    CompensatedSum loss = new CompensatedSum();
    losses.forEach(piece -> loss.add(piece.sum()));
    CompensatedSum squares = new CompensatedSum();
    for (double coefficient : w) {
      squares.add(coefficient * coefficient);
    }
    long rows = losses.stream().mapToLong(Loss::rows).sum();
    return loss.value() / rows + l2 / 2 * squares.value();
  }

  /** Reads coefficients: one in a line, the first of column 1. */
  public static double[] coefficients(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.mapToDouble(Double::parseDouble).toArray();
    }
  }

  /** The rows that begin in a range of bytes. */
  private Loss piece(long from, long to, double[] w) {
    try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "r")) {
      byte[] bytes = bytes(file, Math.max(0, from - 1), to);
      int first = from == 0 ? 0 : indexAfterLine(bytes, 0);
      CompensatedSum sum = new CompensatedSum();
      long rows = 0;
      LibsvmText text = new LibsvmText(bytes, first);
      while (text.position() < bytes.length) {
        double y = text.number() > 0 ? 1 : -1;
        double margin = 0;
        while (text.another()) {
          int column = text.column();
          double value = text.number();
          margin += column <= w.length ? w[column - 1] * value : 0;
        }
        sum.add(loss(y * margin));
        rows++;
      }
      return new Loss(sum.value(), rows);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + data, e);
    }
  }

  /** From here to the end of the last line that begins before {@code to}. */
  private static byte[] bytes(RandomAccessFile file, long from, long to) throws IOException {
    long end = to;
    byte[] one = new byte[1 << 16];
    file.seek(to - 1);
    int read = file.read(one);
    int newline = indexAfterLine(one, 0);
    while (read > 0 && newline > read) {
      end += read;
      read = file.read(one);
      newline = indexAfterLine(one, 0);
    }
    end = Math.min(file.length(), end - 1 + newline);
    byte[] bytes = new byte[Math.toIntExact(end - from)];
    file.seek(from);
    file.readFully(bytes);
    return bytes;
  }

  private static int indexAfterLine(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private static double loss(double margin) {
    return margin > 0
        ? StrictMath.log1p(StrictMath.exp(-margin))
        : StrictMath.log1p(StrictMath.exp(margin)) - margin;
  }
}

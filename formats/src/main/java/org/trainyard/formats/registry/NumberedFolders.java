package org.trainyard.formats.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Folders with consecutive numbers from 1: each appears whole, belongs to one writer, and is never
 * changed.
 *
 * @param fs where they lie
 * @param folder that they are in
 */
record NumberedFolders(FileSystem fs, Path folder) {
  private static final String CLAIM = "claim";

  /** Writes the files of a new folder. */
  @FunctionalInterface
  interface Filling {
    /** Into a folder that is there and empty. */
    void into(Path folder) throws IOException;
  }

  /** The numbers that are taken, in order; none where the folder is not there. */
  List<Integer> numbers() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try {
      for (FileStatus child : fs.listStatus(folder)) {
        String name = child.getPath().getName();
        if (child.isDirectory() && name.matches("\\d{1,9}")) {
          numbers.add(Integer.parseInt(name));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    numbers.sort(null);
    return numbers;
  }

  /** The folder with a number, be it there or not; padded, so that names are in order. */
  Path at(int number) {
    return new Path(folder, String.format(Locale.ROOT, "%05d", number));
  }

  /**
   * Writes a folder and gives it the next number.
   *
   * @return its number
   */
  int append(Filling filling) throws IOException {
    String claim = "." + UUID.randomUUID();
    Path hidden = new Path(folder, claim);
    if (!fs.mkdirs(hidden)) {
      throw new IOException("Cannot make the folder " + hidden + ": the file system refused");
    }
    try {
      try (OutputStream out = fs.create(new Path(hidden, CLAIM), false)) {
        out.write(claim.getBytes(StandardCharsets.UTF_8));
      }
      filling.into(hidden);
      return number(hidden, claim);
    } catch (IOException | RuntimeException e) {
      fs.delete(hidden, true);
      throw e;
    }
  }

  private int number(Path hidden, String claim) throws IOException {
    while (true) {
      List<Integer> taken = numbers();
      int next = taken.isEmpty() ? 1 : taken.get(taken.size() - 1) + 1;
      Path target = at(next);
      boolean renamed = fs.rename(hidden, target);
      if (renamed && owner(target).equals(claim)) {
        return next;
      }
      // Somebody took the number in between. A file system that finds a folder where one is to be
      // renamed to moves it inside: out of there, and on to the next number.
      Path inside = new Path(target, claim);
      if (fs.exists(inside)) {
        rename(inside, hidden);
      } else if (!fs.exists(target)) {
        throw new IOException(
            "Cannot rename " + hidden + " to " + target + ": the file system refused");
      }
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (!fs.rename(from, to)) {
      throw new IOException("Cannot rename " + from + " to " + to + ": the file system refused");
    }
  }

  private String owner(Path numbered) throws IOException {
    try (InputStream in = fs.open(new Path(numbered, CLAIM))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

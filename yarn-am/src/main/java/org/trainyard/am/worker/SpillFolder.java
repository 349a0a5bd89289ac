package org.trainyard.am.worker;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The container's folders on local disks: one file for each split that does not fit the memory.
 * They go when the process ends, and with the container at the latest. Thread-safe.
 */
final class SpillFolder implements Closeable {
  private static final long LEAVE_FREE = 1L << 30;

  private final List<Path> folders;
  private final List<Spill> open = new ArrayList<>();

  /** Over some folders, of which the one with the most room is taken each time. */
  SpillFolder(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** The file of one split, which is written at its end only. */
  final class Spill {
    private final Path path;
    private final FileChannel channel;
    private long end;

    private Spill(Path path) throws IOException {
      this.path = path;
      this.channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    }

    /** Appends all of a buffer; where it begins. */
    synchronized long append(ByteBuffer bytes) throws IOException {
      if (room(path.getParent()) < bytes.remaining()) {
        throw new IOException("there is too little room in " + path.getParent());
      }
      long begin = end;
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
      return begin;
    }

    /** Reads what was appended. */
    ByteBuffer read(long from, int bytes) throws IOException {
      ByteBuffer into = ByteBuffer.allocate(bytes);
      while (into.hasRemaining()) {
        if (channel.read(into, from + into.position()) < 0) {
          throw new EOFException(path + " ends too early");
        }
      }
      return into.flip();
    }
  }

  /** A new file. */
  synchronized Spill create(String name) throws IOException {
    Path folder =
        folders.stream()
            .max(Comparator.comparingLong(SpillFolder::room))
            .orElseThrow(() -> new IOException("there is no local folder"));
    Files.createDirectories(folder);
    Spill spill = new Spill(folder.resolve(name));
    open.add(spill);
    return spill;
  }

  private static long room(Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there == null ? 0 : there.toFile().getUsableSpace() - LEAVE_FREE;
  }

  @Override
  public synchronized void close() throws IOException {
    for (Spill spill : open) {
      spill.channel.close();
      Files.deleteIfExists(spill.path);
    }
    open.clear();
    for (Path folder : folders) {
      Files.deleteIfExists(folder);
    }
  }
}

package org.trainyard.am.spill;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Files on the container's local disks. They are unlinked as soon as they are open, so that nothing
 * is left behind however the process ends.
 */
public final class SpillFolder implements SpillFiles {
  /** A disk that runs full is bad for the whole node. */
  private static final long LEAVE_FREE = 1L << 30;

  private final List<Path> folders;
  private final String prefix;
  private final List<Unlinked> open = new ArrayList<>();

  /**
   * Over some folders, of which the one with the most room is taken each time.
   *
   * @param prefix of the names, unique to this process
   */
  public SpillFolder(List<Path> folders, String prefix) {
    this.folders = List.copyOf(folders);
    this.prefix = prefix;
  }

  /** The folders that YARN names in the variable {@code LOCAL_DIRS} of a container. */
  public static List<Path> folders(String localDirs) {
    return Arrays.stream(localDirs.split(",")).map(Path::of).toList();
  }

  @Override
  public synchronized Spill create(String name) throws IOException {
    Path folder =
        folders.stream()
            .filter(Files::isDirectory)
            .max(Comparator.comparingLong(SpillFolder::room))
            .orElseThrow(() -> new IOException("none of the folders " + folders + " is there"));
    Unlinked spill = new Unlinked(folder, prefix + "-" + name);
    open.removeIf(before -> !before.channel.isOpen());
    open.add(spill);
    return spill;
  }

  private static long room(Path folder) {
    return folder.toFile().getUsableSpace() - LEAVE_FREE;
  }

  @Override
  public synchronized void close() throws IOException {
    for (Spill spill : open) {
      spill.close();
    }
    open.clear();
  }

  private static final class Unlinked implements Spill {
    private final Path folder;
    private final FileChannel channel;
    private long end;

    Unlinked(Path folder, String name) throws IOException {
      this.folder = folder;
      this.channel =
          FileChannel.open(
              folder.resolve(name),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }

    @Override
    public synchronized long append(ByteBuffer bytes) throws IOException {
      if (room(folder) < bytes.remaining()) {
        throw new IOException("there is too little room in " + folder);
      }
      long begin = end;
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
      return begin;
    }

    @Override
    public void read(long from, ByteBuffer into) throws IOException {
      long at = from;
      while (into.hasRemaining()) {
        int count = channel.read(into, at);
        if (count < 0) {
          throw new EOFException("a file in " + folder + " ends too early");
        }
        at += count;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

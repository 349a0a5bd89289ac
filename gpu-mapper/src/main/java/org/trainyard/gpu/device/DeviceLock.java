package org.trainyard.gpu.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says to other processes of ours on this machine that one share of a device is taken. Where YARN
 * isolates devices every container sees its own only and this always succeeds; where it does not,
 * every container sees every device, and this spreads them.
 *
 * <p>A lock on a file in {@code /tmp} (not in the directory for temporary files, which each
 * container has for itself), which the system drops when the process ends in whatever way. The file
 * is deleted by whoever gives the lock back, while he holds it.
 */
final class DeviceLock implements AutoCloseable {
  private static final Path DIRECTORY = Path.of("/tmp");

  /** Held by this process: to open and close such a file again would drop its lock. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel file;

  private DeviceLock(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Takes a share of a device.
   *
   * @param bus its place on the machine
   * @param shares how many processes may share it
   * @return empty if all shares are taken, or their files belong to a user who does not share them
   */
  static Optional<DeviceLock> tryTake(String bus, int shares) {
    String device = bus.replaceAll("[^0-9A-Za-z]", "-");
    for (int share = 0; share < shares; share++) {
      Path path = DIRECTORY.resolve("trainyard-gpu-" + device + "-" + share + ".lock");
      if (OURS.add(path)) {
        FileChannel file = locked(path);
        if (file != null) {
          return Optional.of(new DeviceLock(path, file));
        }
        OURS.remove(path);
      }
    }
    return Optional.empty();
  }

  /** The locked file; null if another process holds it, or another user does not share it. */
  private static FileChannel locked(Path path) {
    try {
      FileChannel file = open(path);
      if (file.tryLock() != null && isStill(path, file)) {
        return file;
      }
      file.close();
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether the locked file has its name yet: whoever held it before may just have deleted it. */
  private static boolean isStill(Path path, FileChannel file) throws IOException {
    byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    file.truncate(0).write(ByteBuffer.wrap(token), 0);
    return Arrays.equals(token, Files.readAllBytes(path));
  }

  /** Other users may lock it too, whatever the umask. */
  private static FileChannel open(Path path) throws IOException {
    try {
      Files.createFile(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (FileAlreadyExistsException e) {
      // As it should be, from the second process on.
    }
    return FileChannel.open(path, StandardOpenOption.WRITE);
  }

  /** Gives the share back. */
  @Override
  public void close() {
    try (file) {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Another user's file in a folder where only he may delete it: it may stay.
    } finally {
      OURS.remove(path);
    }
  }
}

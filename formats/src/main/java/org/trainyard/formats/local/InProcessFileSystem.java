package org.trainyard.formats.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's checksummed local file system, but permissions are set by this process. Without Hadoop's
 * native library each new file costs two runs of {@code chmod} otherwise, one for its checksums:
 * dozens in an iteration.
 */
public final class InProcessFileSystem extends LocalFileSystem {
  private static final int PERMISSIONS = 0777;

  /** For Hadoop, which makes it by its name. */
  public InProcessFileSystem() {
    super(new Raw());
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      File file = pathToFile(path);
      PosixFileAttributeView view =
          Files.getFileAttributeView(file.toPath(), PosixFileAttributeView.class);
      if (view == null || (permission.toShort() & ~PERMISSIONS) != 0) {
        super.setPermission(path, permission);
      } else {
        view.setPermissions(permissions(permission.toShort()));
      }
    }

    /** The bits rwxrwxrwx, in whose order the constants are declared. */
    private static Set<PosixFilePermission> permissions(int bits) {
      Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
      PosixFilePermission[] all = PosixFilePermission.values();
      for (int i = 0; i < all.length; i++) {
        if ((bits >> all.length - 1 - i & 1) == 1) {
          permissions.add(all[i]);
        }
      }
      return permissions;
    }
  }
}

package org.trainyard.formats.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InProcessFileSystemTest {
  @TempDir java.nio.file.Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x--x", "r--------", "rw-rw-r--", "-wx-w--wx", "rwxrwxrwx"})
  void permissionsAreThoseThatAreAskedFor(String permissions) throws IOException {
    java.nio.file.Path file = Files.createFile(folder.resolve("file"));
    local().setPermission(new Path(file.toUri()), FsPermission.valueOf("-" + permissions));
    assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void theStickyBitIsSetToo() throws IOException {
    FileSystem fs = local();
    Path path = new Path(folder.toUri());
    fs.setPermission(path, new FsPermission((short) 01777));
    assertTrue(fs.getFileStatus(path).getPermission().getStickyBit());
  }

  @Test
  void filesHaveTheUmaskAndChecksums() throws IOException {
    FileSystem fs = local();
    byte[] content = {1, 2, 3};
    try (FSDataOutputStream out = fs.create(new Path(folder.toUri().resolve("file")))) {
      out.write(content);
    }
    java.nio.file.Path file = folder.resolve("file");
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.exists(folder.resolve(".file.crc")));
    try (InputStream in = fs.open(new Path(file.toUri()))) {
      assertArrayEquals(content, in.readAllBytes());
    }
  }

  private static FileSystem local() throws IOException {
    Configuration conf = new Configuration();
    conf.set("fs.file.impl", InProcessFileSystem.class.getName());
    conf.set("fs.permissions.umask-mode", "027");
    FileSystem fs = FileSystem.newInstance(FileSystem.getDefaultUri(conf), conf);
    assertInstanceOf(InProcessFileSystem.class, fs);
    return fs;
  }
}

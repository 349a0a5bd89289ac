package org.trainyard.am.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathJarsTest {
  @TempDir Path folder;

  @Test
  void jarsOutsideTheContainerInTheirOrder() throws IOException {
    String b = jar("b.jar");
    String a = jar("a.jar");
    String own = jar("container/job.jar");
    String odd = jar("odd $name.jar");
    String path =
        String.join(
            ":", folder.toString(), b, own, odd, folder + "/none.jar", "relative.jar", a, b, "");
    assertEquals(List.of(b, a), ClassPathJars.of(path, folder.resolve("container")));
  }

  @Test
  void tooManyForACommandLineAreNone() throws IOException {
    String jar = jar("x".repeat(200) + ".jar");
    Files.createDirectories(folder.resolve("d"));
    StringBuilder path = new StringBuilder(jar);
    for (int i = 0; i < 400; i++) {
      path.append(':').append(jar("d/" + "y".repeat(180) + i + ".jar"));
    }
    assertEquals(List.of(), ClassPathJars.of(path.toString(), folder.resolve("container")));
  }

  @Test
  void theFingerprintChangesWithAJarAndNotWithTheOrder() throws IOException {
    String a = jar("a.jar");
    String b = jar("b.jar");
    String before = ClassPathJars.fingerprint(List.of(a, b));
    assertEquals(16, before.length());
    assertEquals(before, ClassPathJars.fingerprint(List.of(b, a)));
    assertNotEquals(before, ClassPathJars.fingerprint(List.of(a)));
    Files.setLastModifiedTime(Path.of(b), FileTime.fromMillis(1_000_000));
    String later = ClassPathJars.fingerprint(List.of(a, b));
    assertNotEquals(before, later);
    Files.writeString(Path.of(b), "another");
    Files.setLastModifiedTime(Path.of(b), FileTime.fromMillis(1_000_000));
    assertNotEquals(later, ClassPathJars.fingerprint(List.of(a, b)));
  }

  private String jar(String name) throws IOException {
    Path jar = folder.resolve(name);
    Files.createDirectories(jar.getParent());
    return Files.writeString(jar, "a jar").toString();
  }
}

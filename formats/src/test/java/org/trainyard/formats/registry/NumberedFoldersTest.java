package org.trainyard.formats.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberedFoldersTest {
  @TempDir java.nio.file.Path folder;

  private NumberedFolders folders;

  @BeforeEach
  void open() throws IOException {
    folders =
        new NumberedFolders(
            FileSystem.getLocal(new Configuration()), new Path(folder.resolve("all").toUri()));
  }

  private int append(String text) throws IOException {
    return folders.append(
        hidden -> {
          try (OutputStream out = folders.fs().create(new Path(hidden, "text"))) {
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          }
        });
  }

  private String text(int number) throws IOException {
    return Files.readString(java.nio.file.Path.of(folders.at(number).toUri().getPath(), "text"));
  }

  @Test
  void numbersFromOne() throws IOException {
    assertEquals(List.of(), folders.numbers());
    assertEquals(1, append("first"));
    assertEquals(2, append("second"));
    assertEquals(List.of(1, 2), folders.numbers());
    assertEquals("first", text(1));
  }

  @Test
  void writersAtOnceGetANumberEach() throws Exception {
    int writers = 8;
    CyclicBarrier start = new CyclicBarrier(writers);
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<Integer>> numbers = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        String text = "writer " + w;
        numbers.add(
            threads.submit(
                () -> {
                  // All have written their files before the first asks for a number.
                  return folders.append(
                      hidden -> {
                        try (OutputStream out = folders.fs().create(new Path(hidden, "text"))) {
                          out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        }
                        try {
                          start.await();
                        } catch (Exception e) {
                          throw new IOException(e);
                        }
                      });
                }));
      }
      Set<Integer> seen = new HashSet<>();
      for (int w = 0; w < writers; w++) {
        int number = numbers.get(w).get();
        assertTrue(seen.add(number), "twice: " + number);
        assertEquals("writer " + w, text(number));
      }
      assertEquals(IntStream.rangeClosed(1, writers).boxed().toList(), folders.numbers());
      assertNothingBeside(writers);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatFailsLeavesNothing() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            folders.append(
                hidden -> {
                  throw new IOException("disk full");
                }));
    assertEquals(List.of(), folders.numbers());
    assertEquals(1, append("after"));
    assertNothingBeside(1);
  }

  @Test
  void whatADeadWriterLeftIsNotSeen() throws IOException {
    Files.createDirectories(folder.resolve("all/.half"));
    assertEquals(List.of(), folders.numbers());
    assertEquals(1, append("whole"));
  }

  /** Each folder holds its claim and its text, and nothing of anybody else. */
  private void assertNothingBeside(int count) throws IOException {
    try (Stream<java.nio.file.Path> all = Files.walk(folder.resolve("all"))) {
      List<String> names =
          all.skip(1)
              .map(path -> folder.resolve("all").relativize(path).toString())
              .filter(name -> !name.endsWith(".crc"))
              .toList();
      assertEquals(3 * count, names.size(), names.toString());
    }
  }
}

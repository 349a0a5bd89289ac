package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The one jar that a user submits never shadows a class of the cluster. */
class JobJarHoldsOnlyWhatHadoopLacksIT {
  private static final String JOB_JAR = System.getProperty("trainyard.job.jar");

  @Test
  void everyClassIsOursOrRelocatedUnderOurName() throws IOException {
    Set<String> strangers =
        classes().stream()
            .filter(name -> !name.startsWith("org/trainyard/"))
            // Its native library knows it by this name.
            .filter(name -> !name.startsWith("jcuda/"))
            .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), strangers);
  }

  @Test
  void carriesKernelsOfGpusAndTheOneLibraryThatNeedsOnlyADriver() throws IOException {
    Set<String> names = new TreeSet<>();
    try (JarFile jar = new JarFile(JOB_JAR)) {
      jar.stream().map(ZipEntry::getName).forEach(names::add);
    }
    assertEquals(
        List.of("lib/libJCudaDriver-12.6.0-linux-x86_64.so"),
        names.stream().filter(name -> name.endsWith(".so") || name.contains(".so.")).toList());
    assertTrue(names.stream().anyMatch(name -> name.endsWith(".ptx")), "kernels");
    assertTrue(
        names.contains("META-INF/services/org.trainyard.mapreduce.kernel.KernelProvider"),
        "a provider");
    assertTrue(names.stream().noneMatch(name -> name.contains("stand-in")), "nothing of the tests");
  }

  @Test
  void carriesWhatItRelocates() throws IOException {
    assertTrue(classes().contains("org/trainyard/shaded/picocli/CommandLine.class"));
    assertTrue(
        classes().stream().anyMatch(name -> name.startsWith("org/trainyard/shaded/fastcsv/")));
  }

  @Test
  void namesItsMainClassAndCarriesNoSignature() throws IOException {
    try (JarFile jar = new JarFile(JOB_JAR)) {
      assertEquals(
          "org.trainyard.am.cli.Main",
          jar.getManifest().getMainAttributes().getValue("Main-Class"));
      assertTrue(jar.stream().map(ZipEntry::getName).noneMatch(name -> name.endsWith(".SF")));
    }
  }

  /** Class files by path; those for newer Java versions without the folder of their version. */
  private static List<String> classes() throws IOException {
    try (JarFile jar = new JarFile(JOB_JAR)) {
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
          .toList();
    }
  }
}

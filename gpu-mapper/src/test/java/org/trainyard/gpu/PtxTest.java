package org.trainyard.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompileResult;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The PTX that is committed: of the sources that are committed, and good for every device. */
class PtxTest {
  private static final Path MODULE = Path.of(System.getProperty("trainyard.gpu-mapper"));
  private static final Pattern INCLUDE = Pattern.compile("#include \"([^\"]+)\"");

  /** Those that jcuda's assembler knows; scripts/ptx asks nvcc's about the later ones. */
  private static final String[] ARCHITECTURES = {
    "sm_60", "sm_70", "sm_75", "sm_80", "sm_86", "sm_89", "sm_90"
  };

  private static List<Path> files(String folder, String ending) {
    try (Stream<Path> files = Files.list(MODULE.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> ptx() {
    List<Path> all = new ArrayList<>(files("src/main/resources/org/trainyard/gpu", ".ptx"));
    all.addAll(files("src/test/resources/org/trainyard/gpu", ".ptx"));
    return all;
  }

  static List<Path> sources() {
    List<Path> all = new ArrayList<>(files("src/main/cuda", ".cu"));
    all.addAll(files("src/test/cuda", ".cu"));
    return all;
  }

  @Test
  void thereIsPtxForEachSourceAndNoOther() {
    assertEquals(
        sources().stream().map(PtxTest::name).toList(), ptx().stream().map(PtxTest::name).toList());
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.\\w+$", "");
  }

  @ParameterizedTest
  @MethodSource("ptx")
  void isOfTheSourcesAsTheyAre(Path ptx) throws Exception {
    Map<String, String> recorded = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of(ptx + ".sources"))) {
      String[] sumAndFile = line.split("  ");
      recorded.put(sumAndFile[1], sumAndFile[0]);
    }
    Path source =
        sources().stream().filter(s -> name(s).equals(name(ptx))).findFirst().orElseThrow();
    Map<String, String> actual = new TreeMap<>();
    addSums(source, actual);
    assertEquals(actual, recorded, "the kernels have changed: run scripts/ptx " + name(ptx));
  }

  /** Sums of a source and of our headers that it includes; others are of the stand-in alone. */
  private static void addSums(Path source, Map<String, String> sums) throws Exception {
    byte[] bytes = Files.readAllBytes(source);
    String path = MODULE.relativize(source).toString();
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
    if (sums.put(path, HexFormat.of().formatHex(sum)) == null) {
      Matcher include = INCLUDE.matcher(new String(bytes, StandardCharsets.UTF_8));
      while (include.find()) {
        Path header = MODULE.resolve("src/main/cuda").resolve(include.group(1));
        if (Files.exists(header)) {
          addSums(header, sums);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ptx")
  void isAssembledForEveryArchitecture(Path ptx) throws IOException {
    String text = Files.readString(ptx);
    for (String architecture : ARCHITECTURES) {
      if (onTensorCores(ptx) && architecture.compareTo("sm_80") < 0) {
        continue;
      }
      String error = assemble(text, architecture);
      assertEquals("", error, ptx.getFileName() + " for " + architecture);
    }
  }

  /** Whether it has matrix instructions, which older devices do not know. */
  private static boolean onTensorCores(Path ptx) throws IOException {
    return Files.readString(ptx).contains("mma.sync.aligned.m16n8");
  }

  @Test
  void theAssemblerSaysWhatIsWrong() throws IOException {
    String text = Files.readString(files("src/test/resources/org/trainyard/gpu", ".ptx").get(0));
    assertFalse(assemble(text.replaceFirst("add\\.\\w+ ", "add.none "), "sm_60").isEmpty());
  }

  /** What the assembler says; nothing if it is content. */
  private static String assemble(String ptx, String architecture) {
    nvPTXCompilerHandle compiler = new nvPTXCompilerHandle();
    byte[] terminated = (ptx + "\0").getBytes(StandardCharsets.US_ASCII);
    check(JNvPTXCompiler.nvPTXCompilerCreate(compiler, terminated.length - 1, terminated));
    try {
      // Whether it can be assembled, and not how well.
      String[] options = {"--gpu-name=" + architecture, "--opt-level=0"};
      int result = JNvPTXCompiler.nvPTXCompilerCompile(compiler, options.length, options);
      if (result == nvPTXCompileResult.NVPTXCOMPILE_SUCCESS) {
        return "";
      }
      long[] size = {0};
      check(JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(compiler, size));
      byte[] log = new byte[(int) size[0] + 1];
      check(JNvPTXCompiler.nvPTXCompilerGetErrorLog(compiler, log));
      return nvPTXCompileResult.stringFor(result)
          + new String(log, StandardCharsets.US_ASCII).trim();
    } finally {
      check(JNvPTXCompiler.nvPTXCompilerDestroy(compiler));
    }
  }

  private static void check(int result) {
    assertEquals(nvPTXCompileResult.NVPTXCOMPILE_SUCCESS, result);
  }

  @ParameterizedTest
  @MethodSource("ptx")
  void fusesAndAddsAtomicallyNothing(Path ptx) throws IOException {
    // The first would give bits that are not the CPU's, the second not the same twice.
    // check.ptx measures what a device can do, single precision has bits of its own.
    boolean exact = !name(ptx).contains("_") && !name(ptx).equals("check");
    for (String line : Files.readAllLines(ptx)) {
      assertFalse(exact && line.matches("\\s*fma\\..*"), line);
      assertFalse(line.contains("_GLOBAL__N_"), "an anonymous namespace has a name of chance");
      assertFalse(line.matches("\\s*(atom|red)\\..*\\.(add|min|max)\\.(f16|f32|f64|bf16).*"), line);
      assertFalse(line.contains(".ftz") || line.contains(".approx"), line);
    }
    String target =
        onTensorCores(ptx) ? ".version 7.0\n.target sm_80\n" : ".version 6.3\n.target sm_60\n";
    assertTrue(Files.readString(ptx).contains(target));
  }
}

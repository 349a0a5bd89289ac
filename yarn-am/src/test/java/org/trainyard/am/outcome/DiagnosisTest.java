package org.trainyard.am.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DiagnosisTest {
  @Test
  void theClientReadsWhatTheMasterWrote() {
    Diagnosis written = new Diagnosis(ExitCode.BAD_DATA, "part-0, line 5: no label");
    assertEquals("part-0, line 5: no label (exit code 3)", written.line());
    assertEquals(written, Diagnosis.find(written.line()).orElseThrow());
  }

  @Test
  void itIsFoundAmongWhatYarnAdds() {
    String yarn =
        "AM Container for appattempt_1_0001_000002 exited with exitCode: 4\n"
            + "Last 4096 bytes of stderr :\nthe disk is full (exit code 4)\n\nFor more output, check the page";
    assertEquals(
        new Diagnosis(ExitCode.CLUSTER, "the disk is full"), Diagnosis.find(yarn).orElseThrow());
  }

  @Test
  void severalLinesBecomeOneAndEndlessOnesAreCut() {
    assertEquals("a b (exit code 1)", new Diagnosis(ExitCode.FAILED, "a\n  b\n").line());
    String line = new Diagnosis(ExitCode.FAILED, "x".repeat(10_000)).line();
    assertTrue(line.length() < 4100 && line.endsWith("… (exit code 1)"));
  }

  @Test
  void othersWordsAreNoDiagnosis() {
    assertTrue(Diagnosis.find("Application killed by user.").isEmpty());
    assertTrue(Diagnosis.find(null).isEmpty());
  }
}

package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.outcome.Failure;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.mapreduce.engine.IterationFailedException;

class FailureLedgerTest {
  private final FailureLedger ledger = new FailureLedger();

  private Optional<IOException> add(Failed.Task task, int number, Failed.Kind kind, String told) {
    return ledger.add(new Failed(1, task, number, 0, kind, null, told), told);
  }

  private Optional<IOException> split(int number, Failed.Kind kind, String told) {
    return add(Failed.Task.MAP, number, kind, told);
  }

  @Test
  void dataThatCannotBeUsedTwiceAreBadDataWithTheFirstCause() {
    assertTrue(split(3, Failed.Kind.DATA, "line 5").isEmpty());
    IOException end = split(3, Failed.Kind.DATA, "line 5 again").orElseThrow();
    assertInstanceOf(BadDataException.class, end);
    assertEquals("line 5", end.getMessage());
    assertEquals(ExitCode.BAD_DATA, Failure.of(end).exit());
  }

  @Test
  void aDefectIsNotTheFaultOfTheData() {
    assertTrue(split(3, Failed.Kind.DEFECT, "null").isEmpty());
    IOException end = split(3, Failed.Kind.DEFECT, "null again").orElseThrow();
    assertInstanceOf(IterationFailedException.class, end);
    assertEquals("null", end.getMessage());
    assertEquals(ExitCode.CLUSTER, Failure.of(end).exit());
  }

  @Test
  void aFullOrForbiddenFileSystemIsTriedTwiceAndThenSomebodyHasToChangeSomething() {
    for (Throwable refusal :
        List.of(new DSQuotaExceededException("quota"), new AccessControlException("no"))) {
      Failed.Kind kind = Failed.Kind.of(new IOException("wrapped", refusal));
      FailureLedger own = new FailureLedger();
      Failed failed = new Failed(1, Failed.Task.MAP, 2, 0, kind, null, "told");
      assertTrue(own.add(failed, "told").isEmpty());
      IOException end = own.add(failed, "told again").orElseThrow();
      assertEquals("told", end.getMessage());
      assertEquals(ExitCode.CLUSTER, Failure.of(end).exit());
      assertEquals(Failure.Cure.A_CHANGE, Failure.of(end).cure());
    }
  }

  @Test
  void splitsAndShardsOfTheSameNumberAreDifferentThings() {
    assertTrue(split(0, Failed.Kind.DEFECT, "split").isEmpty());
    assertTrue(add(Failed.Task.REDUCE, 0, Failed.Kind.DEFECT, "shard").isEmpty());
    assertTrue(split(1, Failed.Kind.DEFECT, "another split").isEmpty());
  }

  @Test
  void whatIsTheWorkersFaultEndsTheIterationOnlyWhenThereIsTooMuchOfIt() {
    for (int failure = 1; failure < 50; failure++) {
      assertTrue(split(0, Failed.Kind.LOCAL, "disk " + failure).isEmpty());
    }
    IOException end = split(0, Failed.Kind.LOCAL, "disk 50").orElseThrow();
    assertInstanceOf(IterationFailedException.class, end);
    assertTrue(end.getMessage().endsWith(": disk 1"), end::getMessage);
  }
}

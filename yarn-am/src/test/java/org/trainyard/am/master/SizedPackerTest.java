package org.trainyard.am.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.mapreduce.pack.Packer;

class SizedPackerTest {
  @ParameterizedTest
  @CsvSource({"0, here", "33554432, here", "33554433, job", "9223372036854775807, job"})
  void onlyMuchInputIsWorthAJob(long bytes, String packer) throws Exception {
    List<String> packed = new ArrayList<>();
    Packer here =
        request -> {
          packed.add("here");
          return null;
        };
    Packer job =
        request -> {
          packed.add("job");
          return null;
        };
    new SizedPacker(here, job, () -> bytes).pack(null);
    assertEquals(List.of(packer), packed);
  }
}

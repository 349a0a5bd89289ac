package org.trainyard.mapreduce.pack;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawInputs;

/**
 * Consecutive chunks of one file.
 *
 * @param file whose chunks they are
 * @param from first chunk
 * @param to chunk after the last
 */
public record ChunkRun(InputFile file, long from, long to) {

  /** Bytes of the file, as stored, that are in these chunks. */
  public long bytes(long chunkBytes) {
    if (!file.splittable()) {
      return file.length();
    }
    return Math.min(to * chunkBytes, file.length()) - from * chunkBytes;
  }

  /**
   * Cuts all chunks, in order, into at most so many lists of about the same number of bytes. Many
   * small files come together in one list.
   */
  public static List<List<ChunkRun>> cut(RawInputs inputs, int tasks) {
    long total = Math.max(1, inputs.totalBytes());
    List<List<ChunkRun>> lists = new ArrayList<>();
    List<ChunkRun> list = new ArrayList<>();
    long taken = 0;
    for (InputFile file : inputs.files()) {
      long from = 0;
      for (long chunk = 0; chunk < file.chunks(); chunk++) {
        taken += new ChunkRun(file, chunk, chunk + 1).bytes(inputs.chunkBytes());
        boolean full = taken >= share(total, tasks, lists.size() + 1);
        if (full || chunk + 1 == file.chunks()) {
          list.add(new ChunkRun(file, from, chunk + 1));
          from = chunk + 1;
        }
        if (full) {
          lists.add(list);
          list = new ArrayList<>();
        }
      }
    }
    if (!list.isEmpty()) {
      lists.add(list);
    }
    return lists;
  }

  private static long share(long total, int tasks, int lists) {
    return lists >= tasks ? Long.MAX_VALUE : (long) Math.ceil((double) total / tasks * lists);
  }
}

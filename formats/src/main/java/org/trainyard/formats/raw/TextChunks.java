package org.trainyard.formats.raw;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;

/**
 * Cuts text files into lines, and gives each line to the chunk that holds its first byte. A line
 * ends with LF or CR LF; the last one may lack it. A byte-order mark of UTF-8 is left out.
 *
 * @param conf of the file systems
 * @param chunkBytes size of a chunk
 * @param quote byte between two of which a line end does not end the line; -1 for none
 */
record TextChunks(Configuration conf, long chunkBytes, int quote) {
  private static final int LONGEST_LINE = 1 << 26;
  private static final int BUFFER = 1 << 18;
  private static final int READ_AHEAD = 1 << 12;

  /** What is done with lines. */
  interface Handler {
    /** A line, also a blank one. It is overwritten afterwards. */
    void line(TextLine line) throws IOException;

    /** All lines of a chunk were given. */
    default void endOfChunk(long chunk) throws IOException {}

    /** Whether no more is wanted. */
    default boolean hasEnough() {
      return false;
    }
  }

  /** Reads chunks of a file, and tells the sink of each. */
  void read(InputFile file, long fromChunk, long toChunk, Handler handler, RawSink sink)
      throws IOException {
    try (ChunkStream stream = ChunkStream.open(file, conf, chunkBytes, fromChunk, toChunk, 1)) {
      new Scan(file, stream, handler, sink).run(file.splittable() ? fromChunk : 0, toChunk);
    }
  }

  private final class Scan {
    private final InputFile file;
    private final ChunkStream stream;
    private final Handler handler;
    private final RawSink sink;
    private final TextLine line = new TextLine();
    private byte[] buffer = new byte[BUFFER];
    private int filled;
    private int start;
    private long linesBefore;
    private long linesWithin;
    private final byte quoteOrLineFeed = (byte) (quote < 0 ? '\n' : quote);

    Scan(InputFile file, ChunkStream stream, Handler handler, RawSink sink) {
      this.file = file;
      this.stream = stream;
      this.handler = handler;
      this.sink = sink;
    }

    void run(long fromChunk, long toChunk) throws IOException {
      long chunk = fromChunk;
      if (fromChunk > 0) {
        // The byte before the chunk is read, too: if it ends a line, the chunk begins with one.
        start = Math.min(lineEnd() + 1, filled);
      }
      while (offset() < stream.to() && !handler.hasEnough()) {
        int end = lineEnd();
        if (end == start && end == filled) {
          break;
        }
        while (chunk < offset() / chunkBytes) {
          endChunk(chunk++);
        }
        give(chunk, end);
        start = Math.min(end + 1, filled);
        linesBefore += linesWithin;
      }
      while (!handler.hasEnough()
          && (file.splittable() ? chunk < toChunk : stream.isComplete(chunk))) {
        endChunk(chunk++);
      }
    }

    private long offset() {
      return stream.position() - (filled - start);
    }

    private void endChunk(long chunk) throws IOException {
      handler.endOfChunk(chunk);
      stream.tell(chunk, sink);
    }

    private void give(long chunk, int end) throws IOException {
      line.bytes = buffer;
      line.from = start;
      line.to = end > start && buffer[end - 1] == '\r' ? end - 1 : end;
      line.chunk = chunk;
      line.offset = offset();
      if (line.offset == 0 && hasByteOrderMark(end)) {
        line.from += 3;
      }
      // Chunk 0 and unsplit files are always read from the beginning, so that the numbers, too, do
      // not depend on what is read together.
      line.number = chunk == 0 || !file.splittable() ? linesBefore + 1 : 0;
      handler.line(line);
    }

    private boolean hasByteOrderMark(int end) {
      return end - start >= 3
          && buffer[start] == (byte) 0xEF
          && buffer[start + 1] == (byte) 0xBB
          && buffer[start + 2] == (byte) 0xBF;
    }

    /**
     * Position of the LF that ends the line at {@code start}, or {@code filled} at the file's end.
     */
    private int lineEnd() throws IOException {
      int length = 0;
      boolean quoted = false;
      linesWithin = 1;
      while (true) {
        byte[] bytes = buffer;
        int until = filled;
        int i = ByteSearch.first(bytes, start + length, until, (byte) '\n', quoteOrLineFeed);
        for (; i < until; i++) {
          if (bytes[i] == '\n') {
            if (!quoted) {
              return i;
            }
            linesWithin++;
          } else if (bytes[i] == quoteOrLineFeed) {
            quoted = !quoted;
          }
        }
        length = filled - start;
        if (!fill()) {
          return filled;
        }
      }
    }

    /** Reads more behind what is there; false at the end of the file. */
    private boolean fill() throws IOException {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
      }
      if (filled == buffer.length) {
        if (filled >= LONGEST_LINE) {
          throw new BadDataException(
              file.path()
                  + ": the line at byte "
                  + offset()
                  + " is longer than "
                  + LONGEST_LINE
                  + " bytes"
                  + (quote < 0 ? "; is this a text file?" : "; is a quote left open?"));
        }
        buffer = Arrays.copyOf(buffer, 2 * filled);
      }
      long wanted = Math.max(READ_AHEAD, stream.to() - stream.position());
      int count = stream.read(buffer, filled, (int) Math.min(wanted, buffer.length - filled));
      filled += Math.max(count, 0);
      return count > 0;
    }
  }
}

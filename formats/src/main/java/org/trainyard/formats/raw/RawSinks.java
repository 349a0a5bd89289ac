package org.trainyard.formats.raw;

import org.trainyard.formats.dataset.StoredBlock;

/** Sinks for reading that wants no blocks. */
final class RawSinks {
  /** Drops all. */
  static final RawSink NOTHING =
      new RawSink() {
        @Override
        public void block(StoredBlock block) {}

        @Override
        public void bad(BadRecord record) {}

        @Override
        public void chunkDone(InputFile file, long chunk, long bytes, byte[] sha256) {}
      };

  private RawSinks() {}
}

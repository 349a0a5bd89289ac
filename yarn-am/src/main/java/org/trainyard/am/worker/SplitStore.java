package org.trainyard.am.worker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.spill.SpillFiles;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.problem.SegmentPlan;

/**
 * Keeps the splits of a worker over the iterations: decoded in memory up to a limit, beyond it on
 * the local disk, and where that fails too it reads them from the dataset again. Thread-safe:
 * reading and writing happen outside its monitor.
 */
final class SplitStore implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SplitStore.class);

  /** One split: for each segment the decoded arrays, or where it lies in the file, or neither. */
  private static final class Entry {
    private final List<SegmentPlan> plans;
    private final Segment[] kept;
    private final Spilled[] spilled;
    private SpillFiles.Spill spill;
    private int lastUse;

    Entry(List<SegmentPlan> plans) {
      this.plans = plans;
      this.kept = new Segment[plans.size()];
      this.spilled = new Spilled[plans.size()];
    }
  }

  private record Spilled(SpillFiles.Spill file, long at, int length) {}

  /**
   * Where data are.
   *
   * @param cached bytes in memory
   * @param spilled bytes on the local disk
   */
  record Usage(long cached, long spilled) {}

  private final List<Entry> entries = new ArrayList<>();
  private final SegmentSource.Opener sources;
  private final SpillFiles files;
  private long cached;
  private long limit;
  private boolean spills = true;
  private boolean toldOfSpilling;

  /** An empty store of a run's splits. */
  SplitStore(List<List<SegmentPlan>> splits, SegmentSource.Opener sources, SpillFiles files) {
    this.sources = sources;
    this.files = files;
    splits.forEach(plans -> entries.add(new Entry(plans)));
  }

  /** Number of all splits of the run. */
  int splits() {
    return entries.size();
  }

  /** Where the data of all splits are. */
  synchronized Usage usage() {
    long spilled = 0;
    for (Entry entry : entries) {
      spilled += usage(entry).spilled;
    }
    return new Usage(cached, spilled);
  }

  /** Where the data of one split are. */
  synchronized Usage usage(int split) {
    return usage(entries.get(split));
  }

  private static Usage usage(Entry entry) {
    long cached = 0;
    long spilled = 0;
    for (int s = 0; s < entry.kept.length; s++) {
      cached += entry.kept[s] == null ? 0 : SegmentCodec.size(entry.kept[s]);
      spilled += entry.spilled[s] == null ? 0 : entry.spilled[s].length;
    }
    return new Usage(cached, spilled);
  }

  /** The splits of which every segment is here. */
  synchronized List<Integer> held() {
    List<Integer> held = new ArrayList<>();
    for (int split = 0; split < entries.size(); split++) {
      Entry entry = entries.get(split);
      boolean complete = true;
      for (int s = 0; s < entry.kept.length; s++) {
        complete &= entry.kept[s] != null || entry.spilled[s] != null;
      }
      if (complete) {
        held.add(split);
      }
    }
    return held;
  }

  /** Sets how many bytes may be in memory; what is too much goes to the disk. */
  void limit(long bytes) {
    List<Evicted> evicted = new ArrayList<>();
    synchronized (this) {
      limit = bytes;
      for (int e = entries.size() - 1; e >= 0; e--) {
        Entry entry = entries.get(e);
        for (int s = entry.kept.length - 1; s >= 0 && cached > limit; s--) {
          if (entry.kept[s] != null) {
            cached -= SegmentCodec.size(entry.kept[s]);
            evicted.add(new Evicted(entry, e, s, entry.kept[s]));
            entry.kept[s] = null;
          }
        }
      }
    }
    evicted.forEach(gone -> spill(gone.entry, gone.split, gone.s, gone.segment));
  }

  private record Evicted(Entry entry, int split, int s, Segment segment) {}

  /** The segments of a split, in order, for an iteration. */
  synchronized SplitReader open(int split, int iteration) {
    Entry entry = entries.get(split);
    entry.lastUse = Math.max(entry.lastUse, iteration);
    return new SplitReader(this, split, entry.plans.size(), sources);
  }

  /** One segment of a split. */
  Segment get(int split, int s, SplitReader reader) throws IOException {
    Entry entry = entries.get(split);
    Spilled place;
    synchronized (this) {
      if (entry.kept[s] != null) {
        return entry.kept[s];
      }
      place = entry.spilled[s];
    }
    Segment segment = place == null ? null : read(entry, split, s, place);
    boolean onDisk = segment != null;
    if (!onDisk) {
      segment = reader.source().read(entry.plans.get(s));
    }
    if (!keep(entry, s, segment) && !onDisk) {
      spill(entry, split, s, segment);
    }
    return segment;
  }

  private Segment read(Entry entry, int split, int s, Spilled place) {
    try {
      return SegmentCodec.decode(place.file.read(place.at, place.length));
    } catch (IOException | RuntimeException e) {
      LOG.warn("Segment {} of split {} is read again: its copy here is damaged", s, split, e);
      synchronized (this) {
        entry.spilled[s] = null;
      }
      return null;
    }
  }

  /** Keeps a segment in memory if it fits. */
  private synchronized boolean keep(Entry entry, int s, Segment segment) {
    if (entry.kept[s] != null) {
      return true;
    }
    long bytes = SegmentCodec.size(segment);
    if (cached + bytes > limit) {
      dropUnused(entry.lastUse - 1);
    }
    if (cached + bytes > limit) {
      return false;
    }
    entry.kept[s] = segment;
    cached += bytes;
    return true;
  }

  /** Lets go of splits that somebody else has taken over: not used since before an iteration. */
  private void dropUnused(int iteration) {
    for (Entry entry : entries) {
      if (entry.lastUse < iteration) {
        cached -= usage(entry).cached;
        Arrays.fill(entry.kept, null);
      }
    }
  }

  private void spill(Entry entry, int split, int s, Segment segment) {
    try {
      SpillFiles.Spill file;
      synchronized (this) {
        if (!spills || entry.spilled[s] != null) {
          return;
        }
        if (entry.spill == null) {
          entry.spill = files.create("split-" + split);
        }
        file = entry.spill;
      }
      ByteBuffer bytes = SegmentCodec.encode(segment);
      int length = bytes.remaining();
      long at = file.append(bytes);
      synchronized (this) {
        entry.spilled[s] = new Spilled(file, at, length);
        tellOfSpilling();
      }
    } catch (IOException e) {
      synchronized (this) {
        spills = false;
      }
      LOG.warn("The local disk takes no more; splits that do not fit are read again each time", e);
    }
  }

  private void tellOfSpilling() {
    if (!toldOfSpilling) {
      toldOfSpilling = true;
      LOG.info(
          "The splits do not fit the {} MiB of memory for them: the rest lies on the local disk",
          limit >> 20);
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}

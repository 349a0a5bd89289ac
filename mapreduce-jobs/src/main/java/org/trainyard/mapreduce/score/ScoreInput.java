package org.trainyard.mapreduce.score;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.DataKeys.OnBadRecord;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.BadRecord;
import org.trainyard.formats.raw.MissingLabels;
import org.trainyard.formats.raw.RawFormat;
import org.trainyard.formats.raw.RawInputs;
import org.trainyard.formats.raw.RawReader;
import org.trainyard.formats.raw.RawReaders;
import org.trainyard.formats.raw.RawSchema;

/**
 * How raw input is read to be scored: found once, told to every task.
 *
 * @param format of the files
 * @param chunkBytes size of their chunks
 * @param schema of their columns, those of the training data found in them
 * @param settings the reading settings: those given now, else those of the training
 */
record ScoreInput(
    RawFormat format, long chunkBytes, RawSchema schema, SortedMap<String, String> settings) {
  /** Keys that speak of these files alone, and not of how data of their kind are written. */
  private static final Set<Key<?>> OF_THESE_FILES =
      Set.of(
          DataKeys.INPUT_PATHS,
          DataKeys.FORMAT,
          DataKeys.LABEL_PATHS,
          DataKeys.LABEL,
          DataKeys.WEIGHT_COLUMN,
          DataKeys.ON_BAD_RECORD,
          DataKeys.MAX_BAD_RECORDS,
          DataKeys.CHUNK_BYTES);

  /** Keys whose answer the encoding of the model has. */
  private static final List<Key<?>> OF_THE_MODEL =
      List.of(DataKeys.CATEGORICAL, DataKeys.NUMERIC, DataKeys.IGNORE_COLUMNS);

  /**
   * What was found.
   *
   * @param input how it is read
   * @param files its files
   */
  record Found(ScoreInput input, RawInputs files) {}

  /**
   * Finds the input and its columns.
   *
   * @param given the settings given now; keys that are not given are null in it
   * @throws BadDataException if it cannot be read, or lacks columns of the training data
   */
  static Found find(
      KeySource given, ScoringModel model, ScoringSchema.Labels labels, Configuration conf)
      throws IOException {
    SortedMap<String, String> settings = settings(given, model);
    String label = settings.get(DataKeys.LABEL.name());
    String weight = settings.remove(DataKeys.WEIGHT_COLUMN.name());
    if (labels == ScoringSchema.Labels.IGNORED) {
      settings.put(DataKeys.LABEL.name(), "none");
    }
    RawInputs files = RawInputs.find(settings::get, conf);
    RawSchema found = RawReaders.infer(allFeatures(settings, files.format()), files, conf);
    RawSchema schema =
        new ScoringSchema(model.about(), found, labels, label, weight).of(files.format());
    ScoreInput input = new ScoreInput(files.format(), files.chunkBytes(), schema, settings);
    // Columns that do not fit the encoding are told now and not by a task.
    model.about().encoding().encoder(schema);
    return new Found(input, files);
  }

  private static SortedMap<String, String> settings(KeySource given, ScoringModel model) {
    SortedMap<String, String> trained = model.about().provenance().settings();
    SortedMap<String, String> settings = new TreeMap<>();
    for (Key<?> key : DataKeys.all()) {
      String value = given.get(key.name());
      if (value == null && !OF_THESE_FILES.contains(key)) {
        value = trained.get(key.name());
      }
      if (value != null && key.group() == Key.Group.INPUT && !OF_THE_MODEL.contains(key)) {
        settings.put(key.name(), value);
      }
    }
    return settings;
  }

  /** Settings under which every field of a record with names is found as a feature. */
  private static KeySource allFeatures(SortedMap<String, String> settings, RawFormat format) {
    boolean named = format != RawFormat.LIBSVM && format != RawFormat.IDX;
    return name -> named && name.equals(DataKeys.LABEL.name()) ? "none" : settings.get(name);
  }

  /** The settings as keys read them. */
  KeySource source() {
    return settings::get;
  }

  /** A reader for one thread. */
  RawReader reader(Configuration conf) throws IOException {
    return RawReaders.create(source(), format, schema, conf, chunkBytes, MissingLabels.NO_LABEL);
  }

  /** Most bad records that are left out; -1 if the first one is an error. */
  private long allowedBadRecords() {
    boolean fail = DataKeys.ON_BAD_RECORD.get(source()) == OnBadRecord.FAIL;
    return fail ? -1 : DataKeys.MAX_BAD_RECORDS.get(source());
  }

  /**
   * Judges a bad record.
   *
   * @param count bad records so far, this one included
   * @throws BadDataException if it is one too many
   */
  void judge(BadRecord record, long count) throws BadDataException {
    long allowed = allowedBadRecords();
    if (allowed < 0) {
      throw new BadDataException(
          record.sentence()
              + ". Mend the record, or go on without bad ones with "
              + DataKeys.ON_BAD_RECORD.option()
              + " skip");
    }
    if (count > allowed) {
      throw new BadDataException(tooMany(count) + "; the last one: " + record.sentence());
    }
  }

  /** Judges the bad records of all tasks together. */
  void judgeAll(long count) throws BadDataException {
    if (count > Math.max(0, allowedBadRecords())) {
      throw new BadDataException(tooMany(count));
    }
  }

  private String tooMany(long count) {
    return count
        + " records are bad, and "
        + DataKeys.MAX_BAD_RECORDS.option()
        + " allows "
        + allowedBadRecords();
  }
}

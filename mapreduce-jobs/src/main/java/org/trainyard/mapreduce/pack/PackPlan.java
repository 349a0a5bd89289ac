package org.trainyard.mapreduce.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.DataKeys.OnBadRecord;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.dataset.DatasetDocument;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawInputs;
import org.trainyard.formats.raw.RawReader;
import org.trainyard.formats.raw.RawReaders;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.run.JsonFile;

/**
 * Everything that tasks need to know to pack: made once, stored as JSON in the folder, the same for
 * every task.
 *
 * @param inputs the files in order
 * @param schema of the columns
 * @param settings every key of data that is set
 */
record PackPlan(RawInputs inputs, RawSchema schema, SortedMap<String, String> settings) {
  /** Where the input lies does not matter beside the list of files; encoding comes later. */
  private static final List<Key<?>> DEPENDS_ON =
      List.of(
          DataKeys.LABEL_PATHS,
          DataKeys.LABEL,
          DataKeys.HEADER,
          DataKeys.DELIMITER,
          DataKeys.QUOTE,
          DataKeys.TRIM,
          DataKeys.MULTILINE,
          DataKeys.SKIP_LINES,
          DataKeys.MISSING,
          DataKeys.CATEGORICAL,
          DataKeys.NUMERIC,
          DataKeys.IGNORE_COLUMNS,
          DataKeys.WEIGHT_COLUMN,
          DataKeys.LABEL_ALIAS,
          DataKeys.LIBSVM_BASE,
          DataKeys.ON_BAD_RECORD,
          DataKeys.MAX_BAD_RECORDS,
          DataKeys.MAX_CATEGORIES);

  private static final String UNVERSIONED = "development";

  /** Finds the input and, where it is not given, the schema. */
  static PackPlan of(PackRequest request, Configuration conf) throws IOException {
    KeySource source =
        name ->
            name.equals(DataKeys.INPUT_PATHS.name())
                ? request.inputs()
                : name.equals(DataKeys.LABEL_PATHS.name())
                    ? request.labels()
                    : request.settings().get(name);
    RawInputs inputs = RawInputs.find(source, conf);
    RawSchema schema =
        request.schema() != null ? request.schema() : RawReaders.infer(source, inputs, conf);
    SortedMap<String, String> settings = new TreeMap<>();
    for (Key<?> key : DataKeys.all()) {
      String value = source.get(key.name());
      if (value != null) {
        settings.put(key.name(), value);
      }
    }
    return new PackPlan(inputs, schema, settings);
  }

  /** Version of the jar that packs. */
  String codeVersion() {
    String version = PackPlan.class.getPackage().getImplementationVersion();
    return version == null ? UNVERSIONED : version;
  }

  /** The settings as keys read them. */
  KeySource source() {
    return settings::get;
  }

  RawReader reader(Configuration conf) throws IOException {
    return RawReaders.create(source(), inputs.format(), schema, conf, inputs.chunkBytes());
  }

  OnBadRecord onBadRecord() {
    return DataKeys.ON_BAD_RECORD.get(source());
  }

  long maxBadRecords() {
    return DataKeys.MAX_BAD_RECORDS.get(source());
  }

  long maxCategories() {
    return DataKeys.MAX_CATEGORIES.get(source());
  }

  /** The settings that the dataset depends on, defaults included. */
  SortedMap<String, String> dependsOn() {
    SortedMap<String, String> values = new TreeMap<>();
    for (Key<?> key : DEPENDS_ON) {
      String value = settings.getOrDefault(key.name(), key.defaultText());
      if (value != null) {
        values.put(key.name(), value);
      }
    }
    return values;
  }

  /** Says in one word, for all time, what the dataset is made of and how. */
  String fingerprint() {
    try {
      StringBuilder text = new StringBuilder();
      text.append("version ").append(DatasetDocument.FORMAT_VERSION).append('\n');
      text.append(inputs.format()).append(' ').append(inputs.chunkBytes()).append('\n');
      for (InputFile file : inputs.files()) {
        text.append(file.path()).append('\t').append(file.length());
        text.append('\t').append(file.modified()).append('\n');
      }
      text.append(JsonFile.MAPPER.writeValueAsString(schema)).append('\n');
      dependsOn().forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("A schema is always JSON, and every Java has SHA-256", e);
    }
  }

  /**
   * Looks at the input again.
   *
   * @throws BadDataException if a file is not what it was when it was listed
   */
  void checkInputsUnchanged(Configuration conf) throws IOException {
    for (InputFile file : inputs.files()) {
      Path path = new Path(file.path());
      FileStatus now;
      try {
        now = path.getFileSystem(conf).getFileStatus(path);
      } catch (FileNotFoundException e) {
        throw new BadDataException(
            "The input changed while it was packed: " + path + " is gone. Pack again", e);
      }
      if (now.getLen() != file.length() || now.getModificationTime() != file.modified()) {
        throw new BadDataException(
            "The input changed while it was packed: "
                + path
                + " had "
                + file.length()
                + " bytes and now has "
                + now.getLen()
                + " (or was written anew). Pack again when nobody writes to it");
      }
    }
  }
}

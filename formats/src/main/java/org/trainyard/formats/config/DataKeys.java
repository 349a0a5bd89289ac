package org.trainyard.formats.config;

import static org.trainyard.formats.config.Key.Group.ENCODING;
import static org.trainyard.formats.config.Key.Group.INPUT;

import java.util.List;

/** The keys of data: where they lie, how they are read, how they become features. */
public final class DataKeys {
  /** Names of the formats of raw input. */
  public enum FormatName {
    AUTO,
    LIBSVM,
    CSV,
    TSV,
    IDX,
    AVRO
  }

  /** Whether text files begin with a line of column names. */
  public enum Header {
    AUTO,
    TRUE,
    FALSE
  }

  /** What a label is for. */
  public enum Task {
    AUTO,
    CLASSIFICATION,
    REGRESSION
  }

  /** What happens at a bad record. */
  public enum OnBadRecord {
    FAIL,
    SKIP
  }

  /** How a categorical column becomes features. */
  public enum Categories {
    ONE_HOT,
    HASH
  }

  /** What stands for a missing value. */
  public enum MissingValues {
    MEAN,
    INDICATOR,
    ERROR
  }

  public static final Key<String> INPUT_PATHS =
      Key.text("trainyard.input.input", INPUT, "paths, separated by commas")
          .doc(
              "Raw files or a packed dataset: files, folders (read recursively) and globs. Hidden and empty files are"
                  + " ignored.");

  public static final Key<FormatName> FORMAT =
      Key.choice("trainyard.input.format", INPUT, FormatName.class)
          .defaultsTo("auto")
          .doc("Format of the raw files; auto goes by the file's extension, then by its content.");

  public static final Key<String> LABEL_PATHS =
      Key.text("trainyard.input.labels", INPUT, "paths, separated by commas")
          .doc(
              "IDX files of labels, as many as there are files of images and in the same order. Without it, files of"
                  + " labels among the input are taken.");

  public static final Key<String> LABEL =
      Key.text(
              "trainyard.input.label",
              INPUT,
              "name or position (from 0) of a column, last, or none")
          .defaultsTo("last")
          .doc(
              "Column of the label of CSV, TSV and Avro. LIBSVM's label is always the first word of the line. none reads"
                  + " the data without labels.");

  public static final Key<Header> HEADER =
      Key.choice("trainyard.input.header", INPUT, Header.class)
          .defaultsTo("auto")
          .doc("Whether each text file begins with column names; auto looks at the first lines.");

  public static final Key<String> DELIMITER =
      Key.text("trainyard.input.delimiter", INPUT, "one ASCII character, tab, or space")
          .doc("What separates the fields of a line. Without it a comma for CSV, a tab for TSV.");

  public static final Key<String> QUOTE =
      Key.text("trainyard.input.quote", INPUT, "one ASCII character, or none")
          .defaultsTo("\"")
          .doc(
              "What encloses fields that hold the delimiter; doubled inside, it stands for itself.");

  public static final Key<Boolean> TRIM =
      Key.flag("trainyard.input.trim", INPUT)
          .defaultsTo("true")
          .doc("Whether blanks around a field that is not quoted are removed.");

  public static final Key<Boolean> MULTILINE =
      Key.flag("trainyard.input.multiline", INPUT)
          .defaultsTo("false")
          .doc(
              "Whether quoted fields may hold line ends. Files are then read whole, one task each.");

  public static final Key<Long> SKIP_LINES =
      Key.whole("trainyard.input.skip-lines", INPUT, 0, 1_000_000)
          .defaultsTo("0")
          .doc("Lines that are left out at the beginning of each text file, before any header.");

  public static final Key<List<String>> MISSING =
      Key.texts("trainyard.input.missing", INPUT, "texts")
          .defaultsTo(",NA,?,NaN,null")
          .doc(
              "Fields that mean a missing value. A leading comma makes the empty field one of them.");

  public static final Key<List<String>> CATEGORICAL =
      Key.texts("trainyard.input.categorical", INPUT, "names or positions (from 0) of columns")
          .defaultsTo("")
          .doc("Columns that are categorical even where they look like numbers.");

  public static final Key<List<String>> NUMERIC =
      Key.texts("trainyard.input.numeric", INPUT, "names or positions (from 0) of columns")
          .defaultsTo("")
          .doc(
              "Columns that are numeric even where the first lines hold text; text in them is a bad record.");

  public static final Key<List<String>> IGNORE_COLUMNS =
      Key.texts("trainyard.input.ignore-columns", INPUT, "names or positions (from 0) of columns")
          .defaultsTo("")
          .doc("Columns that are not read.");

  public static final Key<String> WEIGHT_COLUMN =
      Key.text("trainyard.input.weight-column", INPUT, "name or position (from 0) of a column")
          .doc("Column of the weights of the samples, at least 0. Without it all weigh 1.");

  public static final Key<List<String>> LABEL_ALIAS =
      Key.texts("trainyard.input.label-alias", INPUT, "pairs found->meant")
          .defaultsTo("")
          .doc("Labels that are read as others, such as yes->1.");

  public static final Key<Task> TASK =
      Key.choice("trainyard.input.task", INPUT, Task.class)
          .defaultsTo("auto")
          .doc(
              "Whether a numeric label is a class or a target. auto: text labels and a few whole numbers are classes,"
                  + " other numbers are targets.");

  public static final Key<String> LIBSVM_BASE =
      Key.word("trainyard.input.libsvm-base", INPUT, "auto", "0", "1")
          .defaultsTo("auto")
          .doc("Number of the first column in LIBSVM files; auto: 0 if column 0 occurs, else 1.");

  public static final Key<OnBadRecord> ON_BAD_RECORD =
      Key.choice("trainyard.input.on-bad-record", INPUT, OnBadRecord.class)
          .defaultsTo("fail")
          .doc(
              "Whether a record that cannot be used ends the run, or is left out and kept in a quarantine file.");

  public static final Key<Long> MAX_BAD_RECORDS =
      Key.whole("trainyard.input.max-bad-records", INPUT, 0, Long.MAX_VALUE)
          .defaultsTo("1000")
          .doc("Most records that skip leaves out before the run ends all the same.");

  public static final Key<Long> CHUNK_BYTES =
      Key.whole("trainyard.input.chunk-bytes", INPUT, 0, 1 << 30)
          .defaultsTo("0")
          .doc(
              "Bytes of a file (uncompressed) that make a sample block. 0: a 64th of the input's size on disk, rounded up"
                  + " to a power of two, 65536 to 8388608.");

  public static final Key<Categories> CATEGORIES =
      Key.choice("trainyard.encoding.categories", ENCODING, Categories.class)
          .defaultsTo("one-hot")
          .doc(
              "How categorical columns become features: one for each category, or hashed buckets.");

  public static final Key<Long> HASH_BUCKETS =
      Key.whole("trainyard.encoding.hash-buckets", ENCODING, 1, 1 << 24)
          .defaultsTo("262144")
          .doc("Features that the categories of all columns share when they are hashed.");

  public static final Key<Long> MAX_CATEGORIES =
      Key.whole("trainyard.encoding.max-categories", ENCODING, 1, 10_000_000)
          .defaultsTo("10000")
          .doc(
              "Most categories of a column with one-hot; a column with more is an error that proposes hash.");

  public static final Key<MissingValues> MISSING_VALUES =
      Key.choice("trainyard.encoding.missing-values", ENCODING, MissingValues.class)
          .defaultsTo("mean")
          .doc(
              "What stands for a missing value: the mean of a numeric column and the most frequent category of another;"
                  + " the same with a feature that says so; or an error.");

  public static final Key<String> VALIDATION =
      Key.text(
              "trainyard.validation.validation", Key.Group.VALIDATION, "paths, separated by commas")
          .doc("Held-out data in the same format, measured at every iteration.");

  public static final Key<String> VALIDATION_LABELS =
      Key.text(
              "trainyard.validation.validation-labels",
              Key.Group.VALIDATION,
              "paths, separated by commas")
          .doc("IDX files of labels of the held-out data.");

  private DataKeys() {}

  /** All keys of this class, in the order of the reference. */
  public static List<Key<?>> all() {
    return List.of(
        INPUT_PATHS,
        FORMAT,
        LABEL_PATHS,
        LABEL,
        HEADER,
        DELIMITER,
        QUOTE,
        TRIM,
        MULTILINE,
        SKIP_LINES,
        MISSING,
        CATEGORICAL,
        NUMERIC,
        IGNORE_COLUMNS,
        WEIGHT_COLUMN,
        LABEL_ALIAS,
        TASK,
        LIBSVM_BASE,
        ON_BAD_RECORD,
        MAX_BAD_RECORDS,
        CHUNK_BYTES,
        CATEGORIES,
        HASH_BUCKETS,
        MAX_CATEGORIES,
        MISSING_VALUES,
        VALIDATION,
        VALIDATION_LABELS);
  }
}

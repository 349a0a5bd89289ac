package org.trainyard.mapreduce.score;

import static org.trainyard.formats.config.Key.Group.SCORING;

import java.util.List;
import org.trainyard.formats.config.Key;

/** The keys of evaluation and prediction. None of them can change a model. */
public final class ScoreKeys {
  /** What stands beside the scores of a record. */
  public enum Keep {
    AUTO,
    LINE,
    KEY,
    POSITION,
    NONE
  }

  /** What separates the columns of predictions. */
  public enum Delimiter {
    AUTO,
    COMMA,
    TAB
  }

  /** Which files of predictions begin with a line of names. */
  public enum Header {
    AUTO,
    NONE,
    FIRST,
    EACH
  }

  public static final Key<String> MODEL =
      Key.text("trainyard.score.model", SCORING, "path")
          .execution()
          .doc("Model that scores: the folder of a finished run, or a model file.");

  public static final Key<Keep> KEEP =
      Key.choice("trainyard.score.keep", SCORING, Keep.class)
          .defaultsTo("auto")
          .execution()
          .doc(
              "What predict writes beside the scores of a record: its whole line, the columns of --key, the file and the"
                  + " position in it (byte of a text file, else number of the record), or nothing. auto: key with --key, else"
                  + " line for text and Avro (as JSON), position for IDX.");

  public static final Key<List<String>> KEY =
      Key.texts("trainyard.score.key", SCORING, "names or positions (from 0) of columns")
          .defaultsTo("")
          .execution()
          .doc("Columns of the input that predict writes beside the scores.");

  public static final Key<Delimiter> OUTPUT_DELIMITER =
      Key.choice("trainyard.score.output-delimiter", SCORING, Delimiter.class)
          .defaultsTo("auto")
          .execution()
          .doc(
              "What separates the columns that predict writes. auto: what separates those of a CSV or TSV input, else a tab.");

  public static final Key<Header> OUTPUT_HEADER =
      Key.choice("trainyard.score.output-header", SCORING, Header.class)
          .defaultsTo("auto")
          .execution()
          .doc(
              "Which of predict's files begin with column names: none, the first one (the files one after the other are then"
                  + " one table), or each. auto: none where the input is CSV or TSV without header, else first.");

  public static final Key<List<String>> REQUIRE =
      Key.texts("trainyard.score.require", SCORING, "pairs metric=value")
          .defaultsTo("")
          .execution()
          .doc(
              "Bounds that evaluate holds metrics to, such as accuracy=0.84: a metric that is worse, or is not there, ends with"
                  + " exit code 1 after all is printed.");

  private ScoreKeys() {}

  /** All keys of this class, in the order of the reference. */
  public static List<Key<?>> all() {
    return List.of(MODEL, KEEP, KEY, OUTPUT_DELIMITER, OUTPUT_HEADER, REQUIRE);
  }
}

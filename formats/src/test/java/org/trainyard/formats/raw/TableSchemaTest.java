package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.LabelKind;

class TableSchemaTest {
  @TempDir Path folder;

  private RawSchema infer(String text, String... pairs) throws IOException {
    Path file = RawFixture.write(folder, "t.csv", text.replace(';', '\n'));
    return RawFixture.of(file, pairs).infer().schema;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b;1,2;3,4|true",
        "1,2;3,4|false",
        "a,1;b,2;c,3|false",
        "name,kind;x,u;y,u;z,v|true",
        "x,u;y,u;x,v|false",
        "NA,b;1,2|false",
        ",b;1,2;2,3|true",
        "a,b;,2;,3|true"
      })
  void tellsAHeader(String text, boolean header) throws IOException {
    assertEquals(header, infer(text).header());
  }

  @Test
  void takesTheUsersWord() throws IOException {
    RawSchema schema =
        infer(
            "zip,n,y,t;1,2,0,a;3,4,1,b", "categorical", "zip", "label", "y", "ignore-columns", "3");
    assertEquals(ColumnKind.CATEGORICAL, schema.columns().get(0).kind());
    assertEquals(2, schema.columns().size());
    assertEquals("y", schema.labelName());
    assertEquals(2, schema.labelPosition());
    assertEquals(LabelKind.TEXT, infer("a,y;1,0;2,1", "categorical", "y").labelKind());
    assertEquals(LabelKind.NONE, infer("a,y;1,0;2,1", "label", "none").labelKind());
    assertEquals(2, infer("a,y;1,0;2,1", "label", "none").columns().size());
    assertEquals("a", infer("a,y;1,0;2,1", "label", "0").labelName());
    assertEquals("b", infer("a,b,c;1,0,5;2,1,5", "weight-column", "c").labelName());
    assertEquals("c2", infer("a,b,;1,0,5;2,1,5", "label", "none").columns().get(2).name());
  }

  @Test
  void aDelimiterCanBeNamed() throws IOException {
    Path file = RawFixture.write(folder, "t.txt", "a;b\n1;2\n");
    RawSchema schema = RawFixture.of(file, "delimiter", ";", "format", "csv").infer().schema;
    assertEquals(2, schema.fieldNames().size());
  }

  @Test
  void tellsAllColumnsThatAreNotThere() {
    InvalidSettingsException wrong =
        assertThrows(
            InvalidSettingsException.class,
            () -> infer("a,b;1,2", "label", "income", "categorical", "a,zip", "numeric", "a"));
    assertEquals(3, wrong.problems().size(), wrong.getMessage());
    assertTrue(wrong.getMessage().contains("no such column; there are 2 (a, b)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,a;1,2|label|last|two columns 'a'",
        "a,b;1,2,3;4,5,6|label|last|the header has 2 names but records have 3 fields",
        "a,b;1,x;2,y|task|regression|the label column 'b' holds 'x'",
        "1;2|label|0|no column is left for features",
        "1,2|skip-lines|5|holds a record after 5 skipped lines"
      })
  void refusesTablesThatCannotBe(String text, String key, String value, String message) {
    BadDataException refused = assertThrows(BadDataException.class, () -> infer(text, key, value));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"delimiter, ab", "delimiter, é", "quote, ''''''", "label-alias, x"})
  void refusesWrongSettings(String key, String value) {
    assertThrows(InvalidSettingsException.class, () -> infer("a,b;1,2", key, value));
  }
}

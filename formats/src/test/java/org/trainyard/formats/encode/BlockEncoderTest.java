package org.trainyard.formats.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.dataset.StoredBlock.BlockId;
import org.trainyard.formats.dataset.StoredBlock.Codes;
import org.trainyard.formats.dataset.StoredBlock.Rows;
import org.trainyard.formats.encode.ColumnEncoding.Kind;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.raw.RawSchema.Column;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.LabelKind;
import org.trainyard.formats.raw.RawSchema.Layout;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

class BlockEncoderTest {
  private static final float NONE = Float.NaN;
  private static final LabelEncoding CLASSES =
      new LabelEncoding(LabelEncoding.Kind.CLASSES, List.of("no", "yes"), false);

  /** x: number, 2 when missing, with an indicator; s: one of a, b, c, which is b when missing. */
  private static Encoding tabular(boolean sparse, boolean missingIsError) {
    return new Encoding(
        5,
        sparse,
        0,
        Layout.DENSE,
        List.of(
            new ColumnEncoding("x", Kind.NUMERIC, 0, 2f, null, null, 1, missingIsError),
            new ColumnEncoding(
                "s",
                Kind.ONE_HOT,
                2,
                0f,
                List.of("a", "b", "c"),
                "b",
                ColumnEncoding.NO_INDICATOR,
                missingIsError)),
        0,
        0,
        CLASSES);
  }

  /** In another order and among others: s, unused, x. */
  private static RawSchema schema() {
    return schema(
        LabelKind.TEXT,
        new Column("s", ColumnKind.CATEGORICAL, 0),
        new Column("unused", ColumnKind.NUMERIC, 1),
        new Column("x", ColumnKind.NUMERIC, 2));
  }

  private static RawSchema schema(LabelKind kind, Column... columns) {
    return new RawSchema(Layout.DENSE, List.of(columns), "y", kind, null, List.of(), true);
  }

  private static StoredBlock block() {
    return new StoredBlock(
        new BlockId(0, 0, 0),
        4,
        null,
        new Codes(new String[] {"yes", "no", "perhaps"}, new int[] {0, 1, 2, -1}),
        new float[] {1, 2, 3, 4},
        new float[] {9, 7, 9, NONE, 9, 0, 9, -1},
        null,
        new Codes[] {new Codes(new String[] {"c", "z", "a"}, new int[] {0, 1, -1, 2})});
  }

  private static final float[] EXPECTED = {
    7, 0, 0, 0, 1, //
    2, 1, 0, 0, 0, //
    0, 0, 0, 1, 0, //
    -1, 0, 1, 0, 0,
  };

  @Test
  void columnsAreFoundByNameAndFilledIn() throws Exception {
    BlockEncoder encoder = tabular(false, false).encoder(schema());
    DenseBlock dense = assertInstanceOf(DenseBlock.class, encoder.encode(block(), 17));
    assertEquals(17, dense.index());
    assertArrayEquals(EXPECTED, dense.values());
    assertArrayEquals(new double[] {1, 0, Double.NaN, Double.NaN}, dense.header().labels());
    assertArrayEquals(new float[] {1, 2, 3, 4}, dense.header().weights());
    assertEquals(1, encoder.unknownLabels());
    assertEquals(1, encoder.unseenValues());
  }

  @Test
  void numbersInTheOrderOfTheEncodingAreTakenAsTheyAreAndOthersByName() throws Exception {
    Encoding numbers =
        new Encoding(
            2,
            false,
            0,
            Layout.DENSE,
            List.of(
                new ColumnEncoding("x", Kind.NUMERIC, 0, 5f, null, null, -1, false),
                new ColumnEncoding("z", Kind.NUMERIC, 1, 6f, null, null, -1, false)),
            0,
            0,
            CLASSES);
    Column x = new Column("x", ColumnKind.NUMERIC, 0);
    Column z = new Column("z", ColumnKind.NUMERIC, 1);
    BlockEncoder inOrder = numbers.encoder(schema(LabelKind.NONE, x, z));
    BlockEncoder swapped = numbers.encoder(schema(LabelKind.NONE, z, x));
    float[] complete = {1, 2, 3, -0f};
    assertArrayEquals(complete, values(inOrder, complete));
    assertArrayEquals(new float[] {2, 1, -0f, 3}, values(swapped, complete));
    assertArrayEquals(new float[] {5, 2, 3, 6}, values(inOrder, new float[] {NONE, 2, 3, NONE}));
  }

  private static float[] values(BlockEncoder encoder, float[] tile) throws Exception {
    StoredBlock block =
        new StoredBlock(
            new BlockId(0, 0, 0), 2, new double[2], null, null, tile, null, new Codes[0]);
    return assertInstanceOf(DenseBlock.class, encoder.encode(block, 0)).values();
  }

  @Test
  void sparseRowsHoldTheSameAsTheTile() throws Exception {
    BlockEncoder encoder = tabular(true, false).encoder(schema());
    for (int twice = 0; twice < 2; twice++) {
      assertArrayEquals(EXPECTED, tile(encoder.encode(block(), 0)));
    }
  }

  private static float[] tile(SampleBlock block) {
    SparseBlock sparse = assertInstanceOf(SparseBlock.class, block);
    float[] tile = new float[block.rows() * block.features()];
    for (int r = 0; r < block.rows(); r++) {
      for (int i = sparse.rowStart()[r]; i < sparse.rowStart()[r + 1]; i++) {
        int feature = sparse.dictionary()[sparse.columns()[i]];
        assertTrue(
            i == sparse.rowStart()[r] || sparse.columns()[i] > sparse.columns()[i - 1],
            "ascending in row " + r);
        tile[r * block.features() + feature] = sparse.values()[i];
      }
    }
    return tile;
  }

  @Test
  void aMissingColumnIsNamedWithWhatThereIs() {
    Column other = new Column("s", ColumnKind.CATEGORICAL, 0);
    BadDataException e =
        assertThrows(
            BadDataException.class,
            () -> tabular(false, false).encoder(schema(LabelKind.TEXT, other)));
    assertEquals(
        "The numeric column x of the training data is missing; there are [s]", e.getMessage());
  }

  @Test
  void aColumnOfAnotherKindSaysHowToReadIt() {
    BadDataException e =
        assertThrows(
            BadDataException.class,
            () ->
                tabular(false, false)
                    .encoder(
                        schema(
                            LabelKind.TEXT,
                            new Column("x", ColumnKind.NUMERIC, 0),
                            new Column("s", ColumnKind.NUMERIC, 1))));
    assertTrue(e.getMessage().contains("--categorical s"), e.getMessage());
  }

  @Test
  void aMissingValueIsAnErrorWhereThatWasAskedFor() throws Exception {
    BlockEncoder encoder = tabular(false, true).encoder(schema());
    BadDataException e = assertThrows(BadDataException.class, () -> encoder.encode(block(), 0));
    assertTrue(e.getMessage().startsWith("Column x has no value in sample 1"), e.getMessage());
  }

  @Test
  void hashedCategoriesShareBucketsAndAddUp() throws Exception {
    Encoding encoding =
        new Encoding(
            2,
            true,
            0,
            Layout.DENSE,
            List.of(
                new ColumnEncoding("x", Kind.NUMERIC, 0, 0f, null, null, -1, false),
                new ColumnEncoding("s", Kind.HASHED, 0, 0f, null, null, -1, false),
                new ColumnEncoding("t", Kind.HASHED, 0, 0f, null, null, -1, false)),
            1,
            1,
            CLASSES);
    RawSchema schema =
        schema(
            LabelKind.TEXT,
            new Column("x", ColumnKind.NUMERIC, 0),
            new Column("s", ColumnKind.CATEGORICAL, 1),
            new Column("t", ColumnKind.CATEGORICAL, 2));
    Codes codes = new Codes(new String[] {"a"}, new int[] {0, -1});
    StoredBlock block =
        new StoredBlock(
            new BlockId(0, 0, 0),
            2,
            null,
            null,
            null,
            new float[] {5, 6},
            null,
            new Codes[] {codes, codes});
    SampleBlock encoded = encoding.encoder(schema).encode(block, 0);
    assertArrayEquals(new float[] {5, 2, 6, 0}, tile(encoded));
    assertTrue(Double.isNaN(encoded.label(0)), "no labels in the data");
  }

  @Test
  void sparseColumnsAreShiftedAndUnseenOnesLeftOut() throws Exception {
    RawSchema schema =
        new RawSchema(Layout.SPARSE, List.of(), "label", LabelKind.NUMBER, null, List.of(), false);
    LabelEncoding labels = new LabelEncoding(LabelEncoding.Kind.CLASSES, List.of("-1", "1"), true);
    StoredBlock block =
        new StoredBlock(
            new BlockId(0, 0, 0),
            2,
            new double[] {1, 3},
            null,
            null,
            null,
            new Rows(
                new int[] {0, 1, 3, 9},
                new int[] {0, 2, 4},
                new int[] {0, 2, 1, 3},
                new float[] {10, 20, 30, 40}),
            new Codes[0]);
    float[] expected = {0, 0, 20, 30, 0, 0};
    Encoding sparse = new Encoding(3, true, 1, Layout.SPARSE, List.of(), 0, 0, labels);
    BlockEncoder encoder = sparse.encoder(schema);
    SampleBlock encoded = encoder.encode(block, 0);
    assertArrayEquals(expected, tile(encoded));
    assertArrayEquals(new double[] {1, Double.NaN}, encoded.header().labels());
    assertEquals(2, encoder.unseenValues());
    assertEquals(1, encoder.unknownLabels());
    Encoding dense = new Encoding(3, false, 1, Layout.SPARSE, List.of(), 0, 0, labels);
    BlockEncoder toTile = dense.encoder(schema);
    assertArrayEquals(expected, ((DenseBlock) toTile.encode(block, 0)).values());
    assertEquals(2, toTile.unseenValues());
    assertThrows(BadDataException.class, () -> sparse.encoder(schema()));
  }

  @Test
  void goesToJsonAndBack() throws Exception {
    Encoding encoding = tabular(true, true);
    String json = JsonFile.MAPPER.writeValueAsString(encoding);
    assertEquals(encoding, JsonFile.MAPPER.readValue(json, Encoding.class));
    assertEquals(List.of("x", "x=missing", "s=a", "s=b", "s=c"), encoding.names());
  }
}

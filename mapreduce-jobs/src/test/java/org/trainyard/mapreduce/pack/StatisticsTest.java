package org.trainyard.mapreduce.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.dataset.ColumnStatistics;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.LabelStatistics;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.encode.BlockEncoder;
import org.trainyard.formats.encode.Encoding;
import org.trainyard.formats.encode.EncodingPlan;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

class StatisticsTest {
  @TempDir private Path folder;

  private Dataset pack(String input, String... settings) throws Exception {
    return new LocalPacker(Packing.local(folder), 2)
        .pack(Packing.request(folder.resolve("dataset"), input, settings));
  }

  @Test
  void areThoseOfAnIndependentLibrary() throws Exception {
    Dataset housing =
        pack(
            Packing.DATA + "housing/housing.csv.gz", "trainyard.input.label", "median_house_value");
    List<Column> columns = columns(housing);
    assertEquals(9, housing.document().columns().size());
    for (ColumnStatistics found : housing.document().columns()) {
      Column expected = columns.get(found.index());
      assertEquals(expected.missing, found.missing(), found.name());
      assertEquals(20640 - expected.missing, found.count(), found.name());
      if (found.kind() == ColumnKind.NUMERIC) {
        assertMoments(expected.numbers, found.min(), found.max(), found.mean(), found.variance());
      } else {
        assertEquals(
            expected.texts,
            found.categories().stream()
                .collect(TreeMap::new, (map, c) -> map.put(c.text(), c.count()), TreeMap::putAll));
      }
    }
    assertEquals(207, housing.document().columns().get(4).missing());
    LabelStatistics label = housing.document().labels();
    assertEquals("median_house_value", label.name());
    assertEquals(20640, label.count());
    DescriptiveStatistics labels = new DescriptiveStatistics();
    for (StoredBlock block : Packing.blocks(housing)) {
      for (double value : block.labels()) {
        labels.addValue(value);
      }
    }
    assertMoments(labels, label.min(), label.max(), label.mean(), label.variance());
    assertEquals(3842, label.classes().size());
    assertEquals("14999", label.classes().get(0).text());
  }

  private static void assertMoments(
      DescriptiveStatistics expected, double min, double max, double mean, double variance) {
    assertEquals(expected.getMin(), min);
    assertEquals(expected.getMax(), max);
    assertEquals(expected.getMean(), mean, 1e-13 * Math.abs(expected.getMean()));
    double population = expected.getPopulationVariance();
    assertEquals(population, variance, 1e-12 * population);
  }

  private static final class Column {
    final DescriptiveStatistics numbers = new DescriptiveStatistics();
    final Map<String, Long> texts = new TreeMap<>();
    long missing;
  }

  /** The columns of the blocks, one value after the other. */
  private static List<Column> columns(Dataset dataset) throws Exception {
    List<Column> columns = new ArrayList<>();
    dataset.document().schema().columns().forEach(column -> columns.add(new Column()));
    for (StoredBlock block : Packing.blocks(dataset)) {
      for (int r = 0; r < block.rows(); r++) {
        int number = 0;
        int text = 0;
        for (int c = 0; c < columns.size(); c++) {
          Column column = columns.get(c);
          if (dataset.document().schema().columns().get(c).kind() == ColumnKind.NUMERIC) {
            float value = block.dense()[r * (columns.size() - 1) + number++];
            if (Float.isNaN(value)) {
              column.missing++;
            } else {
              column.numbers.addValue(value);
            }
          } else {
            StoredBlock.Codes codes = block.categorical()[text++];
            column.texts.merge(codes.dictionary()[codes.codes()[r]], 1L, Long::sum);
          }
        }
      }
    }
    return columns;
  }

  @Test
  void aVarianceSurvivesALargeMean() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      lines.append(16_777_212 + i % 3).append(",").append(1e9 + i % 3).append("\n");
    }
    Path file = Files.writeString(folder.resolve("large.csv"), lines);
    Dataset dataset = pack(file.toString());
    assertEquals(2.0 / 3, dataset.document().columns().get(0).variance(), 1e-9);
    assertEquals(2.0 / 3, dataset.document().labels().variance(), 1e-9);
  }

  @Test
  void thoseOfSparseColumnsCountAbsentEntriesAsZero() throws Exception {
    Path file = Files.writeString(folder.resolve("s.svm"), "1 2:3\n-1 2:5 2000000:1\n1\n-1\n");
    Dataset dataset = pack(file.toString(), "trainyard.input.format", "libsvm");
    assertEquals(2, dataset.document().sparse().minColumn());
    assertEquals(2_000_000, dataset.document().sparse().maxColumn());
    assertEquals(2, dataset.document().sparse().columns());
    assertEquals(3, dataset.document().sparse().entries());
    ColumnStatistics two = dataset.document().columns().get(0);
    assertEquals(
        new ColumnStatistics(2, "2", ColumnKind.NUMERIC, 2, 0, 0, 5, 2, 4.5, null, false), two);
    assertEquals(
        List.of(new Category("-1", 2), new Category("1", 2)),
        dataset.document().labels().classes());
  }

  @Test
  void ofManyColumnsGoToAFileOfTheirOwn() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2500; i++) {
      lines.append(i % 2).append(' ').append(7 * i + 1).append(":2\n");
    }
    Path file = Files.writeString(folder.resolve("wide.svm"), lines);
    Dataset dataset = pack(file.toString(), "trainyard.input.format", "libsvm");
    assertNull(dataset.document().columns());
    assertEquals("columns.avro", dataset.document().columnsFile());
    List<ColumnStatistics> columns = new ArrayList<>();
    dataset.forEachColumn(columns::add);
    assertEquals(2500, columns.size());
    for (int i = 0; i < 2500; i++) {
      assertEquals(7 * i + 1, columns.get(i).index());
      assertEquals(2.0 / 2500, columns.get(i).mean(), 1e-18);
    }
    EncodingPlan plan = EncodingPlan.of(dataset, key -> null);
    assertEquals(7 * 2499 + 1, plan.encoding().features());
    assertEquals(2.0 / 2500, plan.mean()[7], 1e-18);
    assertEquals(0, plan.mean()[8]);
  }

  @Test
  void momentsOfAPlanAreThoseOfTheEncodedFeatures() throws Exception {
    Dataset adult =
        pack(
            Packing.DATA + "adult/adult.data.csv.gz",
            "trainyard.encoding.missing-values",
            "indicator");
    EncodingPlan plan =
        EncodingPlan.of(
            adult, key -> key.equals("trainyard.encoding.missing-values") ? "indicator" : null);
    Encoding encoding = plan.encoding();
    assertTrue(encoding.sparse());
    assertEquals(List.of("<=50K", ">50K"), encoding.labels().classes());
    assertEquals(24720, plan.classRows()[0]);
    DescriptiveStatistics[] features = new DescriptiveStatistics[encoding.features()];
    BlockEncoder encoder = encoding.encoder(adult.document().schema());
    for (StoredBlock block : Packing.blocks(adult)) {
      add((SparseBlock) encoder.encode(block, 0), features);
    }
    assertNotNull(encoding.names());
    for (int f = 0; f < features.length; f++) {
      String name = encoding.names().get(f);
      double deviation = Math.sqrt(features[f].getPopulationVariance());
      assertEquals(features[f].getMean(), plan.mean()[f], 1e-9 * (1 + plan.mean()[f]), name);
      assertEquals(deviation, plan.deviation()[f], 1e-9 * (1 + deviation), name);
    }
  }

  private static void add(SampleBlock encoded, DescriptiveStatistics[] features) {
    SparseBlock block = (SparseBlock) encoded;
    float[] row = new float[features.length];
    for (int r = 0; r < block.rows(); r++) {
      Arrays.fill(row, 0f);
      for (int i = block.rowStart()[r]; i < block.rowStart()[r + 1]; i++) {
        row[block.dictionary()[block.columns()[i]]] = block.values()[i];
      }
      for (int f = 0; f < row.length; f++) {
        if (features[f] == null) {
          features[f] = new DescriptiveStatistics();
        }
        features[f].addValue(row[f]);
      }
    }
  }
}

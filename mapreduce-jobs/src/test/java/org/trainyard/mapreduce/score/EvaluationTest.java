package org.trainyard.mapreduce.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.pack.LocalPacker;
import org.trainyard.mapreduce.pack.PackRequest;

class EvaluationTest {
  @TempDir static Path folder;
  private static Scoring scoring;

  /** Logistic regression at LIBLINEAR's optimum for C = 1. */
  private static Path a9a;

  @BeforeAll
  static void train() throws Exception {
    scoring = new Scoring(folder);
    a9a =
        scoring.train(
            "a9a",
            Scoring.DATA.resolve("a9a/a9a.libsvm.gz"),
            "model.l2",
            Double.toString(1.0 / 32_561),
            "stop.max-iterations",
            "200");
  }

  private static String text(EvaluationReport report) throws Exception {
    return JsonFile.MAPPER.writeValueAsString(report);
  }

  @Test
  void a9aTestSplitAsLiblinearSeesIt() throws Exception {
    EvaluationReport report =
        scoring.evaluate(a9a, Scoring.DATA.resolve("a9a/a9a.t.libsvm.gz"), scoring.local(2));
    assertEquals(16_281, report.rows());
    assertEquals(0, report.unlabelled());
    assertEquals(0.8499, report.metrics().get("accuracy"), 0.0005);
    assertEquals(0.9024, report.metrics().get("auc"), 0.0005);
    assertEquals(List.of("-1", "1"), report.table().labels());
    long correct = report.table().counts()[0][0] + report.table().counts()[1][1];
    assertEquals(report.metrics().get("accuracy"), correct / 16_281.0, 1e-12);
    ClassTable.ClassRow rich = report.classes().get(1);
    assertEquals(3846, rich.rows());
    assertEquals(2 / (1 / rich.precision() + 1 / rich.recall()), rich.f1(), 1e-12);
  }

  @Test
  void sameBitsFromEveryEngineAndSplitOfRawAndPackedData() throws Exception {
    Path test = scoring.plain("a9a/a9a.t.libsvm.gz", "a9a.t.libsvm");
    String one = text(scoring.evaluate(a9a, test, scoring.local(1)));
    assertEquals(one, text(scoring.evaluate(a9a, test, scoring.local(3))));
    assertEquals(one, text(scoring.evaluate(a9a, test, scoring.job(1))));
    assertEquals(one, text(scoring.evaluate(a9a, test, scoring.job(4))));
    new LocalPacker(scoring.conf, 2)
        .pack(
            new PackRequest(
                name -> null,
                test.toString(),
                null,
                null,
                Scoring.path(folder.resolve("packed")),
                PackRequest.IfDifferent.REFUSE));
    Path packed = folder.resolve("packed");
    String ofPacked = text(scoring.evaluate(a9a, packed, scoring.local(2)));
    assertEquals(one.replace(test.toString(), packed.toString()), ofPacked);
    assertEquals(ofPacked, text(scoring.evaluate(a9a, packed, scoring.job(3))));
  }

  @Test
  void predictionsAreTheSameFromEveryEngineAndSplitAndAgreeWithTheEvaluation() throws Exception {
    Path test = scoring.plain("a9a/a9a.t.libsvm.gz", "a9a.pred.libsvm");
    scoring.predict(a9a, test, "p1", scoring.local(1));
    scoring.predict(a9a, test, "p3", scoring.local(3));
    scoring.predict(a9a, test, "j1", scoring.job(1));
    PredictionReport report = scoring.predict(a9a, test, "j4", scoring.job(4));
    assertEquals(16_281, report.rows());
    assertEquals(4, scoring.files("j4").size());
    List<String> lines = scoring.lines("p1");
    assertEquals("line\tprediction\tp_1", lines.get(0));
    assertEquals(16_282, lines.size());
    for (String other : List.of("p3", "j1", "j4")) {
      assertEquals(lines, scoring.lines(other), other);
    }
    long correct =
        lines.stream()
            .skip(1)
            .map(line -> line.split("\t"))
            .filter(fields -> fields[0].replace("+", "").startsWith(fields[1] + " "))
            .count();
    assertEquals(0.8499, correct / 16_281.0, 0.0005);
  }

  @Test
  void numbersAreMeasuredByTheirErrors() throws Exception {
    Path housing = Scoring.DATA.resolve("housing/housing.csv.gz");
    Path run =
        scoring.train(
            "housing",
            housing,
            "input.label",
            "median_house_value",
            "model.standardize",
            "true",
            "stop.max-iterations",
            "50");
    EvaluationReport report = scoring.evaluate(run, housing, scoring.job(1));
    scoring.predict(run, housing, "houses", scoring.local(1), "score.key", "median_house_value");
    double[][] pairs =
        scoring.lines("houses").stream()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    double mean = Arrays.stream(pairs).mapToDouble(pair -> pair[0]).average().orElseThrow();
    double squares = Arrays.stream(pairs).mapToDouble(pair -> Math.pow(pair[0] - pair[1], 2)).sum();
    double variation = Arrays.stream(pairs).mapToDouble(pair -> Math.pow(pair[0] - mean, 2)).sum();
    assertEquals(20_640, report.rows());
    assertNull(report.table());
    assertEquals(Math.sqrt(squares / 20_640), report.metrics().get("rmse"), 1e-6);
    assertEquals(1 - squares / variation, report.metrics().get("r2"), 1e-9);
    assertTrue(report.metrics().get("r2") > 0.6, report.metrics().toString());
  }

  @Test
  void clustersAreMeasuredByInertiaAndHeldAgainstClasses() throws Exception {
    Path iris = Scoring.DATA.resolve("iris/iris.csv");
    Path run = scoring.train("iris", iris, "model.algorithm", "kmeans", "model.clusters", "3");
    EvaluationReport report = scoring.evaluate(run, iris, scoring.local(1));
    assertEquals(150, report.rows());
    assertEquals(78.85 / 150, report.metrics().get("inertia"), 1e-3);
    assertEquals(150, Arrays.stream(report.table().counts()).flatMapToLong(Arrays::stream).sum());
    scoring.predict(run, iris, "clusters", scoring.local(1));
    double distances =
        scoring.lines("clusters").stream()
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
            .sum();
    assertEquals(report.metrics().get("inertia"), distances / 150, 1e-9);
  }

  @Test
  void weightsAndUnknownLabels() throws Exception {
    Path data =
        scoring.write(
            "weighted.csv", "x,w,y\n" + "1,1,a\n2,1,a\n3,1,a\n7,2,b\n8,1,b\n9,1,b\n".repeat(10));
    Path run =
        scoring.train(
            "weighted", data, "input.weight-column", "w", "input.label", "y", "model.l2", "1e-3");
    Path test = scoring.write("test.csv", "y,x,w\na,1,1\nb,2,3\nb,9,4\nc,9,100\na,3,0\n?,1,7\n");
    EvaluationReport report = scoring.evaluate(run, test, scoring.local(1));
    assertEquals(6, report.rows());
    assertEquals(2, report.unlabelled());
    assertEquals(1, report.unknownLabels());
    assertEquals(5.0 / 8, report.metrics().get("accuracy"), 1e-12);
    assertEquals(List.of(2L, 2L), report.classes().stream().map(row -> row.rows()).toList());
    assertEquals(1.0, report.classes().get(1).precision());
    assertEquals(0.5, report.classes().get(1).recall());
    Path other = scoring.write("renamed.csv", "truth,x\na,1\nb,9\n");
    assertEquals(
        1.0,
        scoring
            .evaluate(run, other, scoring.local(1), "input.label", "truth")
            .metrics()
            .get("accuracy"));
    String message =
        assertThrows(BadDataException.class, () -> scoring.evaluate(run, other, scoring.local(1)))
            .getMessage();
    assertTrue(message.contains("no label column y"), message);
    Path foreign = scoring.write("foreign.csv", "x,y\n1,u\n2,v\n");
    assertThrows(BadDataException.class, () -> scoring.evaluate(run, foreign, scoring.local(1)));
  }

  @Test
  void imagesAreScoredWithAndWithoutLabels() throws Exception {
    Path images = Scoring.DATA.resolve("mnist/t10k-images-idx3-ubyte.gz");
    String labels = Scoring.DATA.resolve("mnist/t10k-labels-idx1-ubyte.gz").toString();
    Path run =
        scoring.train(
            "mnist",
            images,
            "input.labels",
            labels,
            "model.standardize",
            "true",
            "stop.max-iterations",
            "3");
    EvaluationReport report =
        scoring.evaluate(run, images, scoring.local(1), "input.labels", labels);
    assertEquals(10, report.classes().size());
    PredictionReport predicted = scoring.predict(run, images, "digits", scoring.local(1));
    assertEquals(10_000, predicted.rows());
    List<String> lines = scoring.lines("digits");
    assertTrue(lines.get(0).startsWith("file\tposition\tprediction\tp_0\tp_1"), lines.get(0));
    assertTrue(lines.get(10_000).contains("-ubyte.gz\t9999\t"), lines.get(10_000));
    for (ClassTable.ClassRow digit : report.classes()) {
      assertEquals(
          digit.predicted(),
          lines.stream().skip(1).filter(l -> l.split("\t")[2].equals(digit.name())).count());
    }
    assertThrows(BadDataException.class, () -> scoring.evaluate(run, images, scoring.local(1)));
  }
}

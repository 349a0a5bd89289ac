package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.Samples;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys;

class LinearSettingsTest {
  private static final Samples NUMBERS = MadeSamples.regression(10, 2, 1);
  private static final Samples CLASSES = MadeSamples.twoClasses(10, 2, 1);

  @Test
  void lossFollowsTheLabels() {
    assertEquals("squared", loss(new LinearCase(NUMBERS)));
    assertEquals("logistic", loss(new LinearCase(CLASSES).classes("a", "b")));
    assertEquals("softmax", loss(new LinearCase(CLASSES).classes("a", "b", "c")));
  }

  private static String loss(LinearCase problem) {
    LinearAlgorithm algorithm = problem.algorithm();
    return algorithm.models(algorithm.initial()).get(0).shape().get("loss").asText();
  }

  @ParameterizedTest
  @CsvSource({
    "softmax, 0, needs classes",
    "logistic, 0, needs classes",
    "hinge, 3, needs two classes",
    "logistic, 3, needs two classes",
    "softmax, 1, at least two classes",
    "squared, 2, needs a number",
    "poisson, 2, needs a number",
    "huber, 3, needs a number"
  })
  void aLossThatDoesNotFitTheLabelsIsRefused(String loss, int classes, String sentence) {
    LinearCase problem = new LinearCase(classes == 0 ? NUMBERS : ones()).model("loss", loss);
    problem.classes(List.of("a", "b", "c").subList(0, classes).toArray(new String[0]));
    List<String> problems = problems(problem);
    assertTrue(problems.get(0).contains(sentence), problems.toString());
    assertTrue(problems.get(0).startsWith("--loss"), problems.toString());
  }

  private static Samples ones() {
    return new Samples(CLASSES.x(), new double[10]);
  }

  @Test
  void negativeCountsAreRefused() {
    double[] labels = new double[10];
    labels[0] = -5;
    LinearCase problem = new LinearCase(new Samples(CLASSES.x(), labels)).model("loss", "poisson");
    assertTrue(problems(problem).get(0).contains("must not be negative"));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    LinearCase problem =
        new LinearCase(CLASSES)
            .classes("a", "b")
            .model("loss", "hinge")
            .model("l1", "0,0.1")
            .optimiser("newton")
            .model("class-weights", "c=2")
            .model("clusters", "5")
            .set("optimiser", "batch-size", "0")
            .set("validation", "metric", "rmse");
    List<String> problems = problems(problem);
    assertEquals(7, problems.size(), problems.toString());
    String all = String.join("\n", problems);
    for (String part :
        List.of("--l1", "second derivative", "no class c", "--clusters", "--batch-size", "rmse")) {
      assertTrue(all.contains(part), part + " in\n" + all);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "optimiser.optimiser, newton, model.l1, 0.1",
    "model.loss, hinge, optimiser.optimiser, newton",
    "model.loss, squared, validation.metric, auc",
    "model.loss, softmax, validation.metric, auc",
    "model.loss, logistic, validation.metric, precision",
    "model.loss, logistic, validation.metric, inertia",
    "model.loss, squared, model.class-weights, balanced",
    "model.loss, logistic, model.class-weights, yes=-1",
    "model.loss, logistic, model.class-weights, heavy",
    "model.loss, logistic, optimiser.learning-rate, 0.5",
    "optimiser.optimiser, newton, optimiser.history, 5",
    "optimiser.optimiser, adam, optimiser.momentum, 0.5",
    "optimiser.optimiser, adam, optimiser.segments, 3",
    "optimiser.optimiser, adam, optimiser.online-pass, true",
    "optimiser.optimiser, local-sgd, optimiser.online-pass, true",
    "optimiser.online-pass, true, model.warm-start, a/model",
    "optimiser.online-pass, true, optimiser.decay, 0.5",
    "model.loss, logistic, model.huber-delta, 2"
  })
  void combinationsAreCheckedWithoutData(String key, String value, String other, String second) {
    Map<String, String> settings = Map.of("trainyard." + key, value, "trainyard." + other, second);
    Problems problems = new Problems();
    LinearAlgorithm.check(settings::get, problems);
    assertEquals(1, problems.all().size(), problems.all().toString());
  }

  @Test
  void defaultsHaveNoProblems() {
    Problems problems = new Problems();
    LinearAlgorithm.check(name -> null, problems);
    assertEquals(List.of(), problems.all());
  }

  @Test
  void aWarmStartOfAnotherShapeIsRefused() {
    var shape = JsonNodeFactory.instance.objectNode().put("outputs", 1).put("features", 3);
    TrainedModel three = new TrainedModel("linear", shape, new TreeMap<>());
    LinearCase problem = new LinearCase(NUMBERS).warmStart(three).model("warm-start", "a/model");
    assertTrue(problems(problem).get(0).contains("3 features"));
    TrainedModel other = new TrainedModel("kmeans", shape, new TreeMap<>());
    assertTrue(problems(problem.warmStart(other)).get(0).contains("kmeans"));
  }

  @Test
  void segmentsOfLocalSgdCoverTheBlocks() {
    LinearCase problem = new LinearCase(NUMBERS).blocks(10);
    assertEquals(1, problem.algorithm().blocksInSegment());
    problem.set("optimiser", "segments", 4).optimiser("local-sgd");
    assertEquals(3, problem.algorithm().blocksInSegment());
    assertEquals(1, problem.blocks(2).algorithm().blocksInSegment());
  }

  @Test
  void everySweepIsReadFromTheModel() {
    assertTrue(TrainingKeys.SWEEPS.contains(TrainingKeys.L2));
    LinearAlgorithm algorithm =
        new LinearCase(NUMBERS)
            .with(Map.of("trainyard.model.l2", 1e6), -1)
            .with(Map.of("trainyard.model.l2", 0.0), -1)
            .algorithm();
    var end = Passes.run(algorithm, NUMBERS.dense(5), 50);
    double strong = algorithm.models(end).get(0).tensors().get("coefficients")[0];
    double free = algorithm.models(end).get(1).tensors().get("coefficients")[0];
    assertTrue(Math.abs(strong) < 1e-4 && Math.abs(free) > 0.1, strong + " " + free);
  }

  private static List<String> problems(LinearCase problem) {
    return assertThrows(InvalidSettingsException.class, problem::algorithm).problems();
  }
}

package org.trainyard.mapreduce.linear;

import java.util.List;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.loss.Loss;
import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.optimise.AbsolutePenalty;
import org.trainyard.mapreduce.optimise.Optimiser;
import org.trainyard.mapreduce.optimise.StopRules;

/**
 * What the K models of a run are: everything that does not change from iteration to iteration.
 *
 * @param features number of features
 * @param intercept whether there is an intercept
 * @param outputs number of margins of a sample
 * @param holdout who is trained on
 * @param momentsFraction fraction of the rows that second moments are taken from
 * @param metrics what is measured
 * @param rules when a model is done
 * @param definitions one for each model, in order
 */
record LinearModels(
    int features,
    boolean intercept,
    int outputs,
    Holdout holdout,
    double momentsFraction,
    MetricsLayout metrics,
    StopRules rules,
    List<Definition> definitions) {

  /**
   * One model.
   *
   * @param spec its hyper-parameters and fold
   * @param loss with its own parameters
   * @param classFactors factor on the weight of a sample for each class; null for none
   * @param scaling between the data and the optimiser
   * @param l2 in scaled coordinates
   * @param l1 in scaled coordinates
   * @param curvature of the loss at the start, about
   * @param optimiser its method
   * @param local its mini-batch rule; null without local SGD and without an online pass
   */
  record Definition(
      ModelSpec spec,
      Loss loss,
      double[] classFactors,
      FeatureScaling scaling,
      QuadraticPenalty l2,
      AbsolutePenalty l1,
      double curvature,
      Optimiser optimiser,
      LocalSgdSettings local) {
    /** Factor on the training weight of a sample with this label. */
    double classFactor(double label) {
      boolean known = classFactors != null && label >= 0 && label < classFactors.length;
      return known ? classFactors[(int) label] : 1.0;
    }
  }

  /** Number of parameters of a model. */
  int parameters() {
    return outputs * (features + (intercept ? 1 : 0));
  }

  /** The folds that occur among the models that a scan visits, ascending. */
  int[] distinctFolds(ScanPlan plan) {
    return plan.slots().stream()
        .mapToInt(slot -> definitions.get(slot.model()).spec().fold())
        .distinct()
        .sorted()
        .toArray();
  }
}

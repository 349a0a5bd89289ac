package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.linear.LinearModels.Definition;
import org.trainyard.mapreduce.linear.ScanPlan.Slot;
import org.trainyard.mapreduce.optimise.Evaluation;
import org.trainyard.mapreduce.optimise.Request;

/** Finished sums to what the optimiser asked: means, scaled coordinates, quadratic penalty. */
final class LinearAnswers {
  private LinearAnswers() {}

  /**
   * The answer to a slot's request.
   *
   * @throws ArithmeticException if no training sample of the model has any weight
   */
  static Evaluation read(ScanPlan plan, Slot slot, Definition model, Totals totals) {
    double weight = totals.scalars()[slot.weightAt()];
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new ArithmeticException(
          "the weights of the training samples sum to "
              + weight
              + "; a positive finite sum is needed, so that folds, held-out samples and class"
              + " weights must leave some");
    }
    Request request = slot.request();
    int size = request.point().length();
    double[] vector =
        Arrays.copyOfRange(totals.vectors(), slot.firstVector(), slot.firstVector() + size);
    for (int j = 0; j < size; j++) {
      vector[j] /= weight;
    }
    double[] values = new double[request.values()];
    for (int i = 0; i < values.length; i++) {
      values[i] = totals.scalars()[slot.valueAt(i)] / weight + penalty(request, model, i);
    }
    if (request.kind() != Request.Kind.LOCAL) {
      model.scaling().gradientToScaled(vector);
      boolean hessian = request.kind() == Request.Kind.HESSIAN;
      model.l2().addGradient(hessian ? request.vectors().get(1) : request.point(), vector);
    }
    double[] metric = request.kind() == Request.Kind.METRIC ? metric(plan, model, totals) : null;
    return new Evaluation(values, Vector.of(vector), metric);
  }

  /** The weighted mean of the points that local steps reached, which may not be finite. */
  static Vector reached(Slot slot, Totals totals) {
    double weight = totals.scalars()[slot.weightAt()];
    int size = slot.request().point().length();
    double[] mean = Arrays.copyOfRange(totals.vectors(), slot.reachedAt(), slot.reachedAt() + size);
    for (int j = 0; j < size; j++) {
      mean[j] /= weight;
    }
    return Vector.of(mean);
  }

  private static double[] metric(ScanPlan plan, Definition model, Totals totals) {
    double weight = totals.scalars()[plan.momentsWeightAt()];
    Vector weights = model.l2().weights();
    int width = model.scaling().width();
    double[] l2 = weights == null ? new double[width] : Arrays.copyOf(weights.array(), width);
    for (int j = 0; j < l2.length; j++) {
      l2[j] /= model.curvature();
    }
    return SecondMoments.metric(totals.vectors(), plan.momentsAt(), weight, model.scaling(), l2);
  }

  private static double penalty(Request request, Definition model, int i) {
    Vector point = request.point();
    if (i == 0) {
      return model.l2().value(point, 0, point);
    }
    Vector other =
        request.kind() == Request.Kind.LINE ? request.vectors().get(1) : request.vectors().get(i);
    return request.kind() == Request.Kind.LINE
        ? model.l2().value(point, request.steps()[i - 1], other)
        : model.l2().value(other, 0, other);
  }
}

package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import java.util.List;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.kernel.LinearScanSpec;
import org.trainyard.mapreduce.kernel.LinearScanSpec.LossForm;
import org.trainyard.mapreduce.kernel.LinearScanSpec.MetricForm;
import org.trainyard.mapreduce.kernel.LinearScanSpec.SlotKind;
import org.trainyard.mapreduce.kernel.RowMarks;
import org.trainyard.mapreduce.linear.LinearModels.Definition;
import org.trainyard.mapreduce.linear.ScanPlan.Slot;
import org.trainyard.mapreduce.metric.MetricsLayout;

/** The models and their requests as a device wants them: {@link LinearScanSpec}. */
final class LinearScanSpecs {
  private LinearScanSpecs() {}

  /** All that {@link SlotScan} and {@link LinearKernel} compute for a plan. */
  static LinearScanSpec of(LinearModels models, ScanPlan plan, LinearKernel.Columns columns) {
    MetricsLayout metrics = models.metrics();
    return new LinearScanSpec(
        models.features(),
        models.outputs(),
        plan.columns(),
        columns.weights(),
        columns.weightsAt(),
        models.intercept(),
        plan.gradients(),
        LossForm.valueOf(models.definitions().get(0).loss().name().name()),
        form(metrics.task()),
        metrics.loss() != MetricsLayout.LossKind.NONE,
        metrics.center(),
        byLane(plan, metrics),
        plan.slots().stream().map(slot -> slot(slot, models)).toList());
  }

  private static MetricForm form(MetricsLayout.Task task) {
    return switch (task) {
      case BINARY -> MetricForm.BINARY;
      case CLASSES -> MetricForm.CLASSES;
      case VALUE -> MetricForm.VALUE;
    };
  }

  private static LinearScanSpec.Slot slot(Slot slot, LinearModels models) {
    Definition model = models.definitions().get(slot.model());
    SlotKind kind =
        switch (slot.request().kind()) {
          case LINE -> SlotKind.LINE;
          case HESSIAN -> SlotKind.HESSIAN;
          default -> SlotKind.POINTS;
        };
    double[] factors = model.classFactors();
    return new LinearScanSpec.Slot(
        kind,
        slot.firstColumn(),
        slot.firstGradient(),
        slot.firstScalar(),
        slot.request().values(),
        slot.request().steps(),
        model.spec().fold(),
        models.holdout().divides(model.spec().fold()),
        factors == null ? new double[0] : factors,
        model.loss().delta());
  }

  private static boolean[] byLane(ScanPlan plan, MetricsLayout metrics) {
    boolean[] byLane = new boolean[plan.scalars()];
    for (Slot slot : plan.slots()) {
      Arrays.fill(byLane, slot.weightAt(), slot.trainMetricsAt(), true);
      if (slot.measures()) {
        metrics.markLanes(byLane, slot.trainMetricsAt());
        metrics.markLanes(byLane, slot.heldOutMetricsAt(metrics));
      }
    }
    return byLane;
  }

  /** Null where no model of the plan holds training rows out. */
  static RowMarks marks(LinearModels models, ScanPlan plan) {
    Holdout holdout = models.holdout();
    List<Definition> definitions = models.definitions();
    boolean divided =
        plan.slots().stream()
            .anyMatch(slot -> holdout.divides(definitions.get(slot.model()).spec().fold()));
    return divided ? holdout.marks() : null;
  }
}

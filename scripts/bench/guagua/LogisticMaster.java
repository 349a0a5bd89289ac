import ml.shifu.guagua.master.AbstractMasterComputable;
import ml.shifu.guagua.master.MasterContext;

/**
 * Resilient propagation, which Guagua's own example of neural networks offers and which needs no
 * step size by hand as its example of logistic regression does (M. Riedmiller and H. Braun, "A
 * direct adaptive method for faster backpropagation learning: the RPROP algorithm", IEEE
 * International Conference on Neural Networks, 1993; without going back, as C. Igel and M. Hüsken,
 * "Empirical evaluation of the improved Rprop learning algorithms", Neurocomputing 50, 2003). Halts
 * when the gradient's norm is below the tolerance times that at the origin.
 */
public final class LogisticMaster extends AbstractMasterComputable<Numbers, Numbers> {
  static final String L2 = "bench.l2";
  static final String TOLERANCE = "bench.tolerance";

  private static final double FIRST_STEP = 0.1;
  private static final double GREATEST_STEP = 50;
  private static final double SMALLEST_STEP = 1e-9;
  private static final double LONGER = 1.2;
  private static final double SHORTER = 0.5;

  private double l2;
  private double tolerance;
  private double normAtOrigin;
  private double[] weights;
  private double[] steps;
  private double[] before;

  @Override
  public void init(MasterContext<Numbers, Numbers> context) {
    l2 = Double.parseDouble(context.getProps().getProperty(L2));
    tolerance = Double.parseDouble(context.getProps().getProperty(TOLERANCE));
  }

  @Override
  public Numbers doCompute(MasterContext<Numbers, Numbers> context) {
    double[] gradient = gradient(context.getWorkerResults());
    double norm = norm(gradient);
    if (context.isFirstIteration()) {
      normAtOrigin = norm;
    }
    boolean found = norm <= tolerance * normAtOrigin;
    if (!found) {
      step(gradient);
    }
    Numbers result = new Numbers(weights);
    result.setHalt(found);
    return result;
  }

  /** Of the mean loss and the penalty. */
  private double[] gradient(Iterable<Numbers> workers) {
    double[] sums = null;
    for (Numbers worker : workers) {
      sums = sums == null ? new double[worker.values().length] : sums;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += worker.values()[i];
      }
    }
    int columns = sums.length - 1;
    if (weights == null) {
      weights = new double[columns];
      before = new double[columns];
      steps = new double[columns];
      java.util.Arrays.fill(steps, FIRST_STEP);
    }
    double[] gradient = new double[columns];
    for (int i = 0; i < columns; i++) {
      gradient[i] = sums[i] / sums[columns] + l2 * weights[i];
    }
    return gradient;
  }

  private void step(double[] gradient) {
    for (int i = 0; i < weights.length; i++) {
      double same = gradient[i] * before[i];
      if (same > 0) {
        steps[i] = Math.min(steps[i] * LONGER, GREATEST_STEP);
      } else if (same < 0) {
        steps[i] = Math.max(steps[i] * SHORTER, SMALLEST_STEP);
      }
      before[i] = same < 0 ? 0 : gradient[i];
      weights[i] -= Math.signum(before[i]) * steps[i];
    }
  }

  private static double norm(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}

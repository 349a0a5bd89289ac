package org.trainyard.mapreduce.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.linear.ScanPlan.Slot;

/**
 * The map side of linear models: one visit of each tile of rows answers what all models ask.
 *
 * <p>All vectors of all requests are columns of one matrix W. For each tile of rows: margins X·W +
 * b; for each model losses, metrics and residuals R row by row; then Xᵀ·R. Sums run over the rows
 * of a block in order, and are added to the partial once for each block.
 */
final class LinearAccumulator implements Accumulator {
  private static final int TILE = LinearKernel.TILE;

  private final ScanPlan plan;
  private final List<SlotScan> scans = new ArrayList<>();
  private final int[] foldOfSlot;
  private final RowUses uses;
  private final LinearKernel.Columns columns;
  private final LocalSgd local;
  private final SecondMoments moments;
  private final double[][] margins;
  private final double[][] residuals;
  private final double[] labels = new double[TILE];
  private DenseKernel dense;
  private SparseKernel sparse;
  private SparseStripKernel strips;

  LinearAccumulator(LinearModels models, ScanPlan plan, int iteration) {
    this.plan = plan;
    int[] folds = models.distinctFolds(plan);
    this.uses = new RowUses(models.holdout(), folds);
    this.foldOfSlot = new int[plan.slots().size()];
    for (int s = 0; s < foldOfSlot.length; s++) {
      Slot slot = plan.slots().get(s);
      LinearModels.Definition model = models.definitions().get(slot.model());
      foldOfSlot[s] = Arrays.binarySearch(folds, model.spec().fold());
      scans.add(new SlotScan(slot, model, models.metrics()));
    }
    this.columns = columns(models, plan);
    this.margins = new double[plan.columns()][TILE];
    this.residuals = new double[plan.gradients()][TILE];
    this.moments =
        plan.momentsAt() < 0
            ? null
            : new SecondMoments(models, plan.momentsAt(), plan.momentsWeightAt());
    this.local = LocalSgd.of(models, plan, iteration);
  }

  /** Maps the requested points to the coordinates of the data and lays them side by side. */
  private static LinearKernel.Columns columns(LinearModels models, ScanPlan plan) {
    int outputs = models.outputs();
    double[][] weights = new double[plan.columns()][];
    int[] weightsAt = new int[plan.columns()];
    int[] depositAt = new int[plan.gradients()];
    for (Slot slot : plan.slots()) {
      FeatureScaling scaling = models.definitions().get(slot.model()).scaling();
      int column = slot.firstColumn();
      for (Vector vector : slot.request().vectors()) {
        double[] raw = scaling.toRaw(vector);
        for (int o = 0; o < outputs; o++) {
          weights[column] = raw;
          weightsAt[column] = o * scaling.width();
          column++;
        }
      }
      for (int o = 0; o < outputs && slot.firstGradient() >= 0; o++) {
        depositAt[slot.firstGradient() + o] = slot.firstVector() + o * scaling.width();
      }
    }
    return new LinearKernel.Columns(
        models.features(), weights, weightsAt, plan.gradients(), depositAt, models.intercept());
  }

  @Override
  public void accumulate(Segment segment, Partial into) {
    if (!visits(segment.role())) {
      return;
    }
    for (SampleBlock block : segment.blocks()) {
      check(block);
      visit(block, segment.role(), into);
    }
    if (walks(segment.role())) {
      walk(segment, into);
    }
  }

  /** The columns of all requests. */
  LinearKernel.Columns columns() {
    return columns;
  }

  /** Whether anything is asked of such samples. */
  boolean visits(Segment.Role role) {
    return !plan.slots().isEmpty() && (role == Segment.Role.TRAINING || plan.measures());
  }

  /** Whether local steps or second moments are asked of such samples. */
  boolean walks(Segment.Role role) {
    return role == Segment.Role.TRAINING && (moments != null || local != null);
  }

  /** Adds local steps and second moments, which are no part of {@link #visit}. */
  void walk(Segment segment, Partial into) {
    if (moments != null) {
      segment.blocks().forEach(block -> moments.accumulate(block, into));
    }
    if (local != null) {
      local.accumulate(segment, into);
    }
  }

  /** Adds the answers of one block to all requests, once for each coordinate. */
  void visit(SampleBlock block, Segment.Role role, Partial into) {
    boolean trains = role == Segment.Role.TRAINING;
    LinearKernel kernel = kernel(block);
    uses.begin(block, role);
    int step = kernel.tileRows();
    for (int first = 0; first < block.rows(); first += step) {
      int rows = Math.min(step, block.rows() - first);
      kernel.margins(first, rows, margins);
      System.arraycopy(block.header().labels(), first, labels, 0, rows);
      uses.tile(first, rows);
      for (int s = 0; s < foldOfSlot.length; s++) {
        TileWeights weights = uses.tileOf(foldOfSlot[s]);
        scans.get(s).tile(rows, weights, labels, margins, residuals, into);
      }
      if (trains && plan.gradients() > 0) {
        kernel.addGradient(first, rows, residuals);
      }
    }
    kernel.deposit(into.vectors());
    scans.forEach(scan -> scan.deposit(into));
  }

  /**
   * Looks at a block's width.
   *
   * @throws IllegalArgumentException if it is not the models'
   */
  void check(SampleBlock block) {
    if (block.features() != columns.features()) {
      throw new IllegalArgumentException(
          "Block "
              + block.index()
              + " has "
              + block.features()
              + " features where the model has "
              + columns.features());
    }
  }

  private LinearKernel kernel(SampleBlock block) {
    if (block instanceof DenseBlock tile) {
      dense = dense == null ? DenseKernel.of(columns) : dense;
      dense.begin(tile);
      return dense;
    }
    return sparse((SparseBlock) block);
  }

  private LinearKernel sparse(SparseBlock block) {
    if (SparseStripKernel.suits(block, columns)) {
      strips = strips == null ? new SparseStripKernel(columns) : strips;
      strips.begin(block);
      return strips;
    }
    sparse = sparse == null ? new SparseKernel(columns) : sparse;
    sparse.begin(block);
    return sparse;
  }
}

package org.trainyard.mapreduce.linear;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.optimise.Request;

/**
 * Where the answers to the requests of all models lie in the partial of one iteration: a function
 * of the requests alone, the same on the map and the reduce side.
 *
 * @param slots one for each model that asks something, in the order of the models
 * @param columns number of margin columns of all slots
 * @param gradients number of gradient columns of all slots
 * @param momentsAt the first vector sum of the second moments; -1 if nobody asks for them
 * @param shape of the partial
 */
record ScanPlan(List<Slot> slots, int columns, int gradients, int momentsAt, PartialShape shape) {
  /**
   * The place of one model.
   *
   * @param model its index
   * @param request what it asks
   * @param firstColumn of its margin columns: outputs for each vector of the request
   * @param firstGradient of its gradient columns, one for each output; -1 if it asks none
   * @param firstVector of its vector sums: a parameter matrix, or two where the gradient and the
   *     mean of local steps are asked
   * @param firstScalar of its scalar sums: the training weight, the requested values, the metrics
   *     of the training rows and of the held-out ones
   */
  record Slot(
      int model,
      Request request,
      int firstColumn,
      int firstGradient,
      int firstVector,
      int firstScalar) {
    /** Whether losses and metrics are summed at all. */
    boolean measures() {
      return request.values() > 0;
    }

    /** The first vector sum of the points that local steps reached. */
    int reachedAt() {
      boolean both = request.kind() == Request.Kind.ONLINE;
      return both ? Math.addExact(firstVector, request.point().length()) : firstVector;
    }

    int weightAt() {
      return firstScalar;
    }

    int valueAt(int i) {
      return firstScalar + 1 + i;
    }

    int trainMetricsAt() {
      return firstScalar + 1 + request.values();
    }

    int heldOutMetricsAt(MetricsLayout layout) {
      return trainMetricsAt() + layout.scalars();
    }

    long trainTable() {
      return 2L * model;
    }

    long heldOutTable() {
      return 2L * model + 1;
    }
  }

  /**
   * Lays out the requests.
   *
   * @param requests one for each model
   * @param models of the run
   */
  static ScanPlan of(List<Request> requests, LinearModels models) {
    int outputs = models.outputs();
    MetricsLayout metrics = models.metrics();
    boolean moments = false;
    List<Slot> slots = new ArrayList<>();
    int columns = 0;
    int gradients = 0;
    int vectors = 0;
    int scalars = 0;
    for (int m = 0; m < requests.size(); m++) {
      Request request = requests.get(m);
      if (request.kind() == Request.Kind.NONE) {
        continue;
      }
      moments |= request.kind() == Request.Kind.METRIC;
      boolean local = request.kind() == Request.Kind.LOCAL;
      slots.add(new Slot(m, request, columns, local ? -1 : gradients, vectors, scalars));
      columns += outputs * request.vectors().size();
      gradients += local ? 0 : outputs;
      int matrices = request.kind() == Request.Kind.ONLINE ? 2 : 1;
      vectors = Math.addExact(vectors, Math.multiplyExact(matrices, models.parameters()));
      scalars += 1 + request.values() + (request.values() > 0 ? 2 * metrics.scalars() : 0);
    }
    int momentsAt = moments ? vectors : -1;
    if (moments) {
      vectors = Math.addExact(vectors, SecondMoments.vectors(models.features()));
      scalars++;
    }
    PartialShape shape = PartialShape.ofSums(vectors, scalars);
    return new ScanPlan(List.copyOf(slots), columns, gradients, momentsAt, shape);
  }

  /** Scalar sums of all slots: all but that of the second moments. */
  int scalars() {
    return shape.scalars() - (momentsAt < 0 ? 0 : 1);
  }

  /** The scalar sum of the second moments' weights, the last one. */
  int momentsWeightAt() {
    return shape.scalars() - 1;
  }

  /** Whether any model wants values and metrics, and so the held-out rows. */
  boolean measures() {
    return slots.stream().anyMatch(Slot::measures);
  }
}

package org.trainyard.mapreduce.algorithm;

import static org.trainyard.formats.config.Key.Group.ENGINE;
import static org.trainyard.formats.config.Key.Group.MODEL;
import static org.trainyard.formats.config.Key.Group.SEARCHING;
import static org.trainyard.formats.config.Key.Group.SOLVER;
import static org.trainyard.formats.config.Key.Group.STOP;
import static org.trainyard.formats.config.Key.Group.VALIDATION;

import java.util.List;
import org.trainyard.formats.config.Key;

/** The keys of training. Every key of this module is declared here and nowhere else. */
public final class TrainingKeys {
  private static final double ANY = Double.POSITIVE_INFINITY;

  /** What can be trained. */
  public enum AlgorithmName {
    LINEAR,
    KMEANS,
    MLP
  }

  /** Losses of linear models and networks. */
  public enum LossName {
    SQUARED,
    LOGISTIC,
    SOFTMAX,
    POISSON,
    HINGE,
    SQUARED_HINGE,
    HUBER
  }

  /** Optimisers. */
  public enum OptimiserName {
    LBFGS,
    NEWTON,
    GRADIENT_DESCENT,
    ADAM,
    LOCAL_SGD
  }

  /** Activations of hidden layers. */
  public enum Activation {
    RELU,
    TANH,
    SIGMOID
  }

  /** Inner rule of local SGD. */
  public enum LocalRule {
    MOMENTUM,
    ADAM
  }

  /** How a search goes about its configurations. */
  public enum Strategy {
    GRID,
    RANDOM,
    HALVING,
    ASHA;

    /** Whether the worst leave at rungs; both names mean the same here. */
    public boolean halves() {
      return this == HALVING || this == ASHA;
    }
  }

  /** Configurations that are drawn when nobody says how many. */
  public static final int USUAL_CONFIGURATIONS = 32;

  public static final Key<AlgorithmName> ALGORITHM =
      Key.choice("trainyard.model.algorithm", MODEL, AlgorithmName.class)
          .defaultsTo("linear")
          .doc(
              "What is trained: a generalised linear model, k-means clusters, or a multilayer perceptron.");

  public static final Key<LossName> LOSS =
      Key.choice("trainyard.model.loss", MODEL, LossName.class)
          .doc(
              "Loss of a linear model or a network. Without it: logistic for two classes, softmax for more, squared for a"
                  + " numeric label (linear); softmax for classes, squared otherwise (mlp).");

  public static final Key<List<Double>> L2 =
      Key.sweep("trainyard.model.l2", MODEL, 0, ANY)
          .defaultsTo("0")
          .doc(
              "Weight of the penalty l2/2 times the squared norm of the coefficients, beside the mean loss. LIBLINEAR's C is 1/(C n).");

  public static final Key<List<Double>> L1 =
      Key.sweep("trainyard.model.l1", MODEL, 0, ANY)
          .defaultsTo("0")
          .doc(
              "Weight of the penalty l1 times the sum of the coefficients' magnitudes, beside the mean loss.");

  public static final Key<List<Double>> HUBER_DELTA =
      Key.sweep("trainyard.model.huber-delta", MODEL, 1e-12, ANY)
          .defaultsTo("1.35")
          .doc("Error beyond which the Huber loss grows linearly, in units of the label.");

  public static final Key<Boolean> INTERCEPT =
      Key.flag("trainyard.model.intercept", MODEL)
          .defaultsTo("true")
          .doc("Whether a linear model has an intercept. It is never penalised.");

  public static final Key<Boolean> STANDARDIZE =
      Key.flag("trainyard.model.standardize", MODEL)
          .defaultsTo("false")
          .doc(
              "Whether penalties apply to the coefficients of standardised features (mean 0, deviation 1). Optimisation is"
                  + " scaled internally either way, and the model is always told in the units of the data. For k-means, whether"
                  + " distances are those of standardised features. A multilayer perceptron always standardises.");

  public static final Key<List<String>> CLASS_WEIGHTS =
      Key.texts("trainyard.model.class-weights", MODEL, "'balanced', or class=weight pairs")
          .doc(
              "Factor on the weight of each sample by its class; balanced gives every class the same total.");

  public static final Key<List<Double>> CLUSTERS =
      Key.sweep("trainyard.model.clusters", MODEL, 1, 1_000_000)
          .defaultsTo("8")
          .doc("Number of clusters of k-means.");

  public static final Key<List<String>> HIDDEN =
      Key.texts("trainyard.model.hidden", MODEL, "whole numbers from 1")
          .defaultsTo("128")
          .doc(
              "Units of each hidden layer of a multilayer perceptron, from the input to the output.");

  public static final Key<Activation> ACTIVATION =
      Key.choice("trainyard.model.activation", MODEL, Activation.class)
          .defaultsTo("relu")
          .doc("Activation of the hidden layers.");

  public static final Key<List<Double>> DROPOUT =
      Key.sweep("trainyard.model.dropout", MODEL, 0, 0.99)
          .defaultsTo("0")
          .doc(
              "Fraction of a multilayer perceptron's hidden units that are left out in training, drawn anew for each sample"
                  + " and pass.");

  public static final Key<Long> SEED =
      Key.whole("trainyard.model.seed", MODEL, 0, Long.MAX_VALUE)
          .defaultsTo("42")
          .doc("Seed of everything random: initial parameters, sampling, folds, dropout.");

  public static final Key<String> WARM_START =
      Key.text("trainyard.model.warm-start", MODEL, "path of a run or a model")
          .doc("Model whose parameters are the starting point; its features must be the same.");

  public static final Key<OptimiserName> OPTIMISER =
      Key.choice("trainyard.optimiser.optimiser", SOLVER, OptimiserName.class)
          .doc(
              "How a linear model is fitted: lbfgs (OWL-QN with l1; the default), newton (trust region), gradient-descent"
                  + " (with momentum), adam, or local-sgd (mini-batches on each segment, then the weighted mean). A multilayer"
                  + " perceptron always uses local-sgd.");

  public static final Key<Long> HISTORY =
      Key.whole("trainyard.optimiser.history", SOLVER, 1, 100)
          .defaultsTo("10")
          .doc("Pairs of steps and gradient differences that L-BFGS keeps.");

  public static final Key<Boolean> ONLINE_PASS =
      Key.flag("trainyard.optimiser.online-pass", SOLVER)
          .defaultsTo("false")
          .doc(
              "Whether lbfgs and newton begin with a pass of local-sgd, by its settings, from zero coefficients: the first"
                  + " iteration takes it, the second measures where it led, and the optimiser begins there if the objective is"
                  + " lower than at zero. That saves iterations where a rough optimum will do, and next to none where a close one"
                  + " is wanted: on a9a, lbfgs is within 1 % of it after 4 iterations instead of 6, and within 0.1 % after 7"
                  + " either way. No more tasks than --segments share an iteration, and a mini-batch costs the width of the"
                  + " model, so wide models want a large --batch-size.");

  public static final Key<List<Double>> LEARNING_RATE =
      Key.sweep("trainyard.optimiser.learning-rate", SOLVER, 0, ANY)
          .doc(
              "Step length of gradient-descent, adam and local-sgd. Without it: 0.1 for a linear model; for a multilayer"
                  + " perceptron 0.003 with the adam rule and 0.01 with momentum.");

  public static final Key<List<Double>> DECAY =
      Key.sweep("trainyard.optimiser.decay", SOLVER, 0, ANY)
          .defaultsTo("0")
          .doc("The learning rate of iteration k is learning-rate / (1 + decay k).");

  public static final Key<List<Double>> MOMENTUM =
      Key.sweep("trainyard.optimiser.momentum", SOLVER, 0, 0.999999)
          .defaultsTo("0.9")
          .doc("Momentum of gradient-descent and of local-sgd with the momentum rule.");

  public static final Key<Long> BATCH_SIZE =
      Key.whole("trainyard.optimiser.batch-size", SOLVER, 1, 1 << 20)
          .defaultsTo("64")
          .doc("Samples in a mini-batch of local-sgd.");

  public static final Key<Long> LOCAL_EPOCHS =
      Key.whole("trainyard.optimiser.local-epochs", SOLVER, 1, 1000)
          .defaultsTo("1")
          .doc("Passes of local-sgd over a segment within one iteration.");

  public static final Key<Long> SEGMENTS =
      Key.whole("trainyard.optimiser.segments", SOLVER, 1, 1_000_000)
          .defaultsTo("8")
          .doc(
              "Number of segments that the data are cut into for local-sgd, each trained on its own within an iteration."
                  + " Part of the result: it does not follow the number of tasks.");

  public static final Key<LocalRule> LOCAL_RULE =
      Key.choice("trainyard.optimiser.local-rule", SOLVER, LocalRule.class)
          .doc(
              "Rule of the mini-batch steps of local-sgd. Without it: momentum for a linear model, adam for a multilayer"
                  + " perceptron.");

  public static final Key<Double> VALIDATION_FRACTION =
      Key.number("trainyard.validation.validation-fraction", VALIDATION, 0, 0.9)
          .defaultsTo("0")
          .doc(
              "Fraction of the samples that is held out by a hash of the sample, and measured at every iteration.");

  public static final Key<Long> FOLDS =
      Key.whole("trainyard.validation.folds", VALIDATION, 0, 100)
          .defaultsTo("0")
          .doc(
              "Folds of cross-validation, from 2; 0 for none. All folds of all configurations train in the same scan, with"
                  + " one model of each configuration on all samples.");

  public static final Key<String> METRIC =
      Key.text(
              "trainyard.validation.metric",
              VALIDATION,
              "loss, accuracy, auc, rmse, mae, r2 or inertia")
          .defaultsTo("loss")
          .doc("Held-out metric by which the best model is chosen and early stopping decides.");

  public static final Key<Long> PATIENCE =
      Key.whole("trainyard.validation.patience", VALIDATION, 0, 1_000_000)
          .defaultsTo("0")
          .doc(
              "Iterations without a better held-out metric after which a model stops and keeps its best parameters; 0 for never.");

  public static final Key<Boolean> REFIT =
      Key.flag("trainyard.validation.refit", VALIDATION)
          .defaultsTo("false")
          .doc(
              "With --validation-fraction: publish a model of the best configuration that was trained on all samples, the held-out"
                  + " ones included. It trains in the same scans, beside the model that is measured. With --folds this is"
                  + " always so.");

  public static final Key<Strategy> STRATEGY =
      Key.choice("trainyard.search.strategy", SEARCHING, Strategy.class)
          .doc(
              "How a search goes about its configurations: grid tries every combination; random draws some; halving lets the"
                  + " worst leave the scan at rungs, those of a grid of values, or of some that are drawn. asha is another name of"
                  + " halving: all configurations share their scans, so no promotion need be asynchronous.");

  public static final Key<List<String>> SEARCH =
      Key.words(
              "trainyard.search.search",
              SEARCHING,
              "NAME=a,b,c or NAME=log:LO..HI or NAME=linear:LO..HI or NAME=int:LO..HI")
          .doc(
              "Values of a hyper-parameter that are tried, by the name of its option: l2=1e-6,1e-4 or l2=log:1e-8..1e-1. A grid"
                  + " of a range needs its number of points: l2=log:1e-8..1e-1/8.");

  public static final Key<Long> CONFIGURATIONS =
      Key.whole("trainyard.search.configurations", SEARCHING, 2, 10_000)
          .doc(
              "Configurations that random and halving draw. Without it: the whole grid for halving where every range has a number"
                  + " of points, else 32.");

  public static final Key<Long> BUDGET =
      Key.whole("trainyard.search.budget", SEARCHING, 0, Long.MAX_VALUE)
          .defaultsTo("0")
          .doc(
              "Most model-passes: one is one model, a fold's too, going through the data once. The search ends before it would be"
                  + " exceeded; 0 for no limit.");

  public static final Key<Long> FIRST_RUNG =
      Key.whole("trainyard.search.first-rung", SEARCHING, 1, 1_000_000)
          .defaultsTo("4")
          .doc("Iterations after which halving lets configurations leave for the first time.");

  public static final Key<Long> ETA =
      Key.whole("trainyard.search.eta", SEARCHING, 2, 1000)
          .defaultsTo("3")
          .doc(
              "At each rung one of so many configurations stays, and the next rung comes after so many times the iterations.");

  public static final Key<Long> MAX_ITERATIONS =
      Key.whole("trainyard.stop.max-iterations", STOP, 1, 1_000_000)
          .defaultsTo("100")
          .doc("Most iterations of a run; one iteration is one pass over the data.");

  public static final Key<Double> GRADIENT_TOLERANCE =
      Key.number("trainyard.stop.gradient-tolerance", STOP, 0, 1)
          .defaultsTo("1e-6")
          .doc(
              "A linear model has converged when the norm of its gradient is at most this fraction of the norm at zero parameters.");

  public static final Key<Double> RELATIVE_TOLERANCE =
      Key.number("trainyard.stop.relative-tolerance", STOP, 0, 1)
          .defaultsTo("1e-9")
          .doc(
              "A model has converged when its objective changes by at most this fraction in an iteration; 0 switches the rule off.");

  public static final Key<Double> TIME_LIMIT =
      Key.number("trainyard.stop.time-limit", STOP, 0, ANY)
          .defaultsTo("0")
          .execution()
          .doc("Seconds after which the run publishes what it has and stops; 0 for no limit.");

  public static final Key<Long> REDUCERS =
      Key.whole("trainyard.engine.reducers", ENGINE, 1, 10_000)
          .defaultsTo("1")
          .execution()
          .doc("Reducers that share the parameters by shards.");

  /** The keys that take several values, each training a model of its own. */
  public static final List<Key<List<Double>>> SWEEPS =
      List.of(L2, L1, HUBER_DELTA, CLUSTERS, DROPOUT, LEARNING_RATE, DECAY, MOMENTUM);

  private TrainingKeys() {}

  /** All keys of this class, in the order of the reference. */
  public static List<Key<?>> all() {
    return List.of(
        ALGORITHM,
        LOSS,
        L2,
        L1,
        HUBER_DELTA,
        INTERCEPT,
        STANDARDIZE,
        CLASS_WEIGHTS,
        CLUSTERS,
        HIDDEN,
        ACTIVATION,
        DROPOUT,
        SEED,
        WARM_START,
        OPTIMISER,
        HISTORY,
        ONLINE_PASS,
        LEARNING_RATE,
        DECAY,
        MOMENTUM,
        BATCH_SIZE,
        LOCAL_EPOCHS,
        SEGMENTS,
        LOCAL_RULE,
        VALIDATION_FRACTION,
        FOLDS,
        METRIC,
        PATIENCE,
        REFIT,
        STRATEGY,
        SEARCH,
        CONFIGURATIONS,
        BUDGET,
        FIRST_RUNG,
        ETA,
        MAX_ITERATIONS,
        GRADIENT_TOLERANCE,
        RELATIVE_TOLERANCE,
        TIME_LIMIT,
        REDUCERS);
  }
}

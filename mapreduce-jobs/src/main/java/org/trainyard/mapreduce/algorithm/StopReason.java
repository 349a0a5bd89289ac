package org.trainyard.mapreduce.algorithm;

/** Why a model is no longer trained. Always told to the user. */
public enum StopReason {
  GRADIENT_NORM("the gradient is small enough", true),
  RELATIVE_CHANGE("the objective hardly changes any more", true),
  CENTROIDS_STILL("no centroid moves any more", true),
  EARLY_STOPPING("the validation metric no longer improves", true),
  NO_DESCENT(
      "no step lowers the objective any more: the precision of the numbers is exhausted", true),
  OUTDONE("other configurations do better", true),
  DIVERGED("its numbers are not finite any more", false),
  EPOCHS("the asked number of passes is done", true),
  MAX_ITERATIONS("the limit of iterations is reached", false),
  BUDGET("the budget of model-passes is spent", false),
  TIME_LIMIT("the time limit is reached", false),
  PERSON("a person stopped it", false);

  private final String sentence;
  private final boolean converged;

  StopReason(String sentence, boolean converged) {
    this.sentence = sentence;
    this.converged = converged;
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }

  /** Whether the model is as good as its settings let it be, rather than cut off by a limit. */
  public boolean converged() {
    return converged;
  }
}

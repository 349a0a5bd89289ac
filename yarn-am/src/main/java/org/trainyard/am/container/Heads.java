package org.trainyard.am.container;

/**
 * A number of containers of each kind; of what is missing, negative where there are too many.
 *
 * @param plain without a GPU
 * @param gpu with one
 */
public record Heads(int plain, int gpu) {
  /** Nobody. */
  public static final Heads NONE = new Heads(0, 0);

  /** Of one container with so many GPUs. */
  public static Heads one(int gpus) {
    return gpus > 0 ? new Heads(0, 1) : new Heads(1, 0);
  }

  /** Both kinds together. */
  public int all() {
    return plain + gpu;
  }

  /** With others. */
  public Heads plus(Heads more) {
    return new Heads(plain + more.plain, gpu + more.gpu);
  }

  /** Without others, but never fewer than none. */
  public Heads without(Heads fewer) {
    return new Heads(Math.max(0, plain - fewer.plain), Math.max(0, gpu - fewer.gpu));
  }
}

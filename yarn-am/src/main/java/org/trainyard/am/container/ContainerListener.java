package org.trainyard.am.container;

import java.util.List;

/** Hears what becomes of containers. Called on YARN's threads; must return at once. */
public interface ContainerListener {
  /**
   * Where a container came from.
   *
   * @param container its id as text
   * @param host of its node
   * @param origin asked for now, or left by an earlier attempt with its worker in it
   * @param log link to its log on its node, or null
   * @param gpus that it has
   */
  record Grant(String container, String host, Origin origin, String log, int gpus) {
    /** Without GPUs. */
    public Grant(String container, String host, Origin origin, String log) {
      this(container, host, origin, log, 0);
    }
  }

  /** Why there is a container. */
  enum Origin {
    /** This attempt asked for it: nothing runs in it. */
    ASKED,
    /** An earlier attempt of the ApplicationMaster left it: its worker will say hello. */
    KEPT
  }

  /** A container is ours. */
  void granted(Grant grant);

  /**
   * A container is gone.
   *
   * @param container its id as text
   * @param exitStatus as {@code ContainerExitStatus} has it
   * @param diagnostics what YARN says
   */
  void ended(String container, int exitStatus, String diagnostics);

  /** A container could not be started; it is ours until it is released. */
  void startFailed(String container, String cause);

  /** The ResourceManager wants these back: what is not given back in time is taken. */
  void preempted(List<String> containers);
}

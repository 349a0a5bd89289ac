package org.trainyard.am.container;

import java.util.List;
import java.util.Set;

/**
 * What we ask of the ResourceManager and of the NodeManagers about containers. Every method returns
 * at once; what comes of it is heard through {@link ContainerListener}. Decides nothing.
 */
public interface ContainerLink {
  /** Asks for one more container, best on one of {@code hosts}, else anywhere. */
  void ask(ContainerSize size, List<String> hosts);

  /** Takes back so many of the asks of each kind that are not granted yet, the latest first. */
  void withdraw(Heads asks);

  /** Starts the worker in a granted container. */
  void start(String container);

  /** Gives a container back; whatever runs in it is ended by YARN. */
  void release(String container);

  /** From now on wants no containers on these hosts, and on all others again. */
  void leaveOut(Set<String> hosts);

  /** How many nodes the cluster has, as far as is known. */
  int nodes();
}

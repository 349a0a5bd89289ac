package org.trainyard.am.resident;

import java.util.List;
import java.util.Set;
import org.trainyard.am.container.ContainerLink;
import org.trainyard.am.container.ContainerSize;

/** Writes down what is asked of it. */
final class FakeContainers implements ContainerLink {
  private final List<String> calls;

  FakeContainers(List<String> calls) {
    this.calls = calls;
  }

  @Override
  public void ask(ContainerSize size, List<String> hosts) {
    calls.add("ask " + hosts);
  }

  @Override
  public void withdraw(int asks) {
    calls.add("withdraw " + asks);
  }

  @Override
  public void start(String container) {
    calls.add("start " + container);
  }

  @Override
  public void release(String container) {
    calls.add("release " + container);
  }

  @Override
  public void leaveOut(Set<String> hosts) {
    if (!hosts.isEmpty()) {
      calls.add("leave out " + hosts);
    }
  }

  @Override
  public int nodes() {
    return 10;
  }
}

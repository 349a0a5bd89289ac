package org.trainyard.am.resident;

import java.util.List;
import java.util.Set;
import org.trainyard.am.container.ContainerLink;
import org.trainyard.am.container.ContainerSize;
import org.trainyard.am.container.Heads;

/** Writes down what is asked of it. */
final class FakeContainers implements ContainerLink {
  private final List<String> calls;

  FakeContainers(List<String> calls) {
    this.calls = calls;
  }

  @Override
  public void ask(ContainerSize size, List<String> hosts) {
    calls.add((size.gpus() > 0 ? "ask for a GPU " : "ask ") + hosts);
  }

  @Override
  public void withdraw(Heads asks) {
    if (asks.gpu() > 0) {
      calls.add("withdraw " + asks.gpu() + " with a GPU");
    }
    if (asks.plain() > 0 || asks.gpu() == 0) {
      calls.add("withdraw " + asks.plain());
    }
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

package org.trainyard.am.container;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to ask the ResourceManager for now. Never a gang: each container is asked for by itself, and
 * whichever comes is used. Pure.
 */
public final class RequestPolicy {
  private static final int HOSTS = 3;

  /** Data on hosts: the bytes of a split, and who has a copy. */
  public record Located(long bytes, List<String> hosts) {}

  private RequestPolicy() {}

  /**
   * How many more to ask for, or, if negative, how many asks to take back.
   *
   * @param wanted containers there should be
   * @param live containers that work or will
   * @param asked asks that are not granted yet
   */
  public static int more(int wanted, int live, int asked) {
    int more = wanted - live - asked;
    return more >= 0 ? more : -Math.min(asked, -more);
  }

  /**
   * How many more of each kind to ask for, or, where negative, how many asks to take back. A
   * container that is there is not given back for being of the other kind: it counts for what is
   * still to be asked for.
   *
   * @param plan how many there should be, and how many of them with a GPU
   * @param live containers that work or will
   * @param asked asks that are not granted yet
   */
  public static Heads more(ContainerPlan plan, Heads live, Heads asked) {
    int gpu = Math.max(0, Math.min(plan.withGpu(), plan.containers() - live.plain()));
    int plain = Math.max(0, plan.containers() - Math.max(gpu, live.gpu()));
    return new Heads(more(plain, live.plain(), asked.plain()), more(gpu, live.gpu(), asked.gpu()));
  }

  /**
   * The best hosts for each of {@code count} containers: the data are dealt out in as many runs of
   * equal bytes, and each container asks for the hosts that have most of its run.
   */
  public static List<List<String>> hosts(List<Located> data, int count) {
    long total = Math.max(1, data.stream().mapToLong(Located::bytes).sum());
    List<Map<String, Long>> bytesOnHost = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      bytesOnHost.add(new HashMap<>());
    }
    long before = 0;
    for (Located piece : data) {
      int container = (int) Math.min(count - 1L, before * count / total);
      for (String host : piece.hosts()) {
        bytesOnHost.get(container).merge(host, piece.bytes(), Long::sum);
      }
      before += piece.bytes();
    }
    return bytesOnHost.stream().map(RequestPolicy::most).toList();
  }

  private static List<String> most(Map<String, Long> bytes) {
    return bytes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(HOSTS)
        .map(Map.Entry::getKey)
        .toList();
  }
}

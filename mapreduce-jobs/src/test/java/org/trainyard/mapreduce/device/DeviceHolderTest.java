package org.trainyard.mapreduce.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.mapreduce.device.DeviceHolder.Grant;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;
import org.trainyard.mapreduce.kernel.KernelProvider;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.KernelTally;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;
import org.trainyard.mapreduce.kernel.Precision;

class DeviceHolderTest {
  private final List<KernelSettings> opened = new ArrayList<>();

  /** A device that does nothing. */
  private record Made(KernelTally tally) implements Kernels {
    @Override
    public String device() {
      return "a device";
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private final class Giving implements KernelProvider {
    @Override
    public String name() {
      return "giving";
    }

    @Override
    public Kernels open(KernelSettings settings) {
      opened.add(settings);
      return new Made(new KernelTally());
    }
  }

  private static DeviceSettings settings(Wish wish) {
    return new DeviceSettings(wish, new KernelSettings(Precision.EXACT, 0.5));
  }

  @Test
  void nobodyLooksWhereNoneIsWantedOrGranted() throws KernelsUnavailableException {
    DeviceHolder holder =
        new DeviceHolder(
            () -> {
              throw new IllegalStateException("somebody looked");
            });
    HeldDevice off = holder.device(settings(Wish.OFF), Grant.GRANTED);
    assertSame(Kernels.NONE, off.kernels());
    assertNull(off.take());
    HeldDevice ungranted = holder.device(settings(Wish.AUTO), Grant.NOT_GRANTED);
    ungranted.visited(7);
    assertEquals(
        new DeviceUse("CPU", 0, new TreeMap<>(Map.of("no GPU was granted to this container", 7L))),
        ungranted.take());
    assertThrows(
        KernelsUnavailableException.class,
        () -> holder.device(settings(Wish.REQUIRE), Grant.NOT_GRANTED));
  }

  @Test
  void aDeviceIsOpenedOnceAfterThoseThatCannot() throws KernelsUnavailableException {
    DeviceHolder holder = new DeviceHolder(() -> List.of(new AbsentProvider(), new Giving()));
    HeldDevice device = holder.device(settings(Wish.AUTO), Grant.GRANTED);
    assertSame(device, holder.device(settings(Wish.REQUIRE), Grant.GRANTED));
    assertEquals(List.of(settings(Wish.AUTO).kernels()), opened);
    assertEquals("a device", device.name());
  }

  @Test
  void withoutOneAutoComputesOnTheCpuAndRequireFailsWithTheReason()
      throws KernelsUnavailableException {
    DeviceHolder holder = new DeviceHolder(() -> List.of(new AbsentProvider()));
    int before = AbsentProvider.ASKED.get();
    HeldDevice device = holder.device(settings(Wish.AUTO), Grant.GRANTED);
    assertSame(Kernels.NONE, device.kernels());
    assertEquals(AbsentProvider.WHY, device.absence());
    KernelsUnavailableException refusal =
        assertThrows(
            KernelsUnavailableException.class,
            () -> holder.device(settings(Wish.REQUIRE), Grant.GRANTED));
    assertTrue(refusal.getMessage().endsWith(AbsentProvider.WHY), refusal.getMessage());
    assertEquals(before + 1, AbsentProvider.ASKED.get());
  }

  @Test
  void eachRowIsToldOnce() throws KernelsUnavailableException {
    DeviceHolder holder = new DeviceHolder(() -> List.of(new Giving()));
    HeldDevice device = holder.device(settings(Wish.AUTO), Grant.GRANTED);
    device.kernels().tally().computed(10);
    device.kernels().tally().fellBack("no kernel", 3);
    device.visited(13);
    DeviceUse first = new DeviceUse("a device", 10, new TreeMap<>(Map.of("no kernel", 3L)));
    assertEquals(first, device.take());
    device.kernels().tally().computed(5);
    DeviceUse second = device.take();
    assertEquals(new DeviceUse("a device", 5, new TreeMap<>()), second);
    assertEquals(
        new DeviceUse("a device", 15, new TreeMap<>(Map.of("no kernel", 3L))),
        DeviceUse.sum(first, second));
  }

  @Test
  void bitsOfADeviceOfItsOwnNeedADeviceEverywhere() {
    assertEquals(List.of(), problems(Map.of()));
    assertEquals(
        List.of(),
        problems(
            Map.of("trainyard.engine.gpu", "require", "trainyard.engine.gpu-precision", "single")));
    List<String> mixed =
        problems(
            Map.of("trainyard.engine.gpu", "auto", "trainyard.engine.gpu-precision", "single"));
    assertEquals(1, mixed.size());
    assertTrue(mixed.get(0).contains("--gpu require"), mixed.get(0));
  }

  @Test
  void tensorCoresMultiplyForNetworksOnly() {
    for (String precision : List.of("tf32", "bf16")) {
      Map<String, String> settings = new HashMap<>();
      settings.put("trainyard.engine.gpu", "require");
      settings.put("trainyard.engine.gpu-precision", precision);
      for (String algorithm : List.of("linear", "kmeans")) {
        settings.put("trainyard.model.algorithm", algorithm);
        List<String> found = problems(settings);
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.get(0).contains("this trains " + algorithm), found.get(0));
      }
      settings.put("trainyard.model.algorithm", "mlp");
      assertEquals(List.of(), problems(settings));
    }
  }

  @Test
  void clustersAreExactOrRefused() {
    Map<String, String> settings = new HashMap<>();
    settings.put("trainyard.engine.gpu", "require");
    settings.put("trainyard.model.algorithm", "kmeans");
    assertEquals(List.of(), problems(settings));
    settings.put("trainyard.engine.gpu-precision", "single");
    List<String> found = problems(settings);
    assertEquals(1, found.size(), found::toString);
    assertTrue(found.get(0).contains("leave it exact"), found.get(0));
  }

  private static List<String> problems(Map<String, String> settings) {
    Problems problems = new Problems();
    DeviceSettings.check(settings::get, problems);
    return problems.all();
  }
}

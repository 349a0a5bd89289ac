package org.trainyard.am.logs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for a container's log in several places, and for the file in it that matters. */
public final class LogFinder {
  /** What a file has to say when several have the same kind of trouble, best first. */
  private static final List<String> TELLING =
      List.of("stderr", "syslog", "stdout", "prelaunch.err");

  /** A log that moves from one place to another between two questions is found by the next look. */
  private static final int LOOKS = 2;

  private final List<LogLink> places;

  /** In these places, the first that has it wins. */
  public LogFinder(List<LogLink> places) {
    this.places = List.copyOf(places);
  }

  /**
   * What was found in a log.
   *
   * @param file in which
   * @param excerpt the place in it that matters
   */
  public record Found(ContainerLog file, LogScan.Excerpt excerpt) {}

  /** The place that has a container's log, with its files. */
  private record Place(LogLink link, List<ContainerLog> files) {}

  /** The worst trouble in a container's log; its last lines where there is none. */
  public Optional<Found> worst(String container, String owner, String node) throws IOException {
    Optional<Place> place = place(container, owner, node);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    Found worst = null;
    for (ContainerLog file : place.get().files()) {
      if (file.bytes() != 0 && TELLING.contains(file.name())) {
        LogScan scan = new LogScan();
        place.get().link().read(file, owner, scan);
        Found found = new Found(file, scan.excerpt());
        if (!found.excerpt().lines().isEmpty() && (worst == null || worse(found, worst))) {
          worst = found;
        }
      }
    }
    return Optional.ofNullable(worst);
  }

  static boolean worse(Found one, Found other) {
    LogScan.Trouble first = one.excerpt().trouble();
    LogScan.Trouble second = other.excerpt().trouble();
    if (first != second) {
      return first != null && (second == null || first.compareTo(second) < 0);
    }
    return TELLING.indexOf(one.file().name()) < TELLING.indexOf(other.file().name());
  }

  private Optional<Place> place(String container, String owner, String node) throws IOException {
    for (int look = 0; look < LOOKS; look++) {
      for (LogLink link : places) {
        List<ContainerLog> files = link.files(container, owner, node);
        if (!files.isEmpty()) {
          return Optional.of(new Place(link, files));
        }
      }
    }
    return Optional.empty();
  }

  /** Hears the files of a container, and their lines. */
  public interface Reader {
    /** A file begins. */
    void file(ContainerLog file);

    /** A line of it. */
    void line(String line);
  }

  /** Reads all of a container's log; whether there was any. */
  public boolean all(String container, String owner, String node, Reader reader)
      throws IOException {
    Optional<Place> place = place(container, owner, node);
    if (place.isEmpty()) {
      return false;
    }
    for (ContainerLog file : place.get().files()) {
      if (file.bytes() != 0) {
        reader.file(file);
        place.get().link().read(file, owner, reader::line);
      }
    }
    return true;
  }

  /** All containers of an application that some place knows. */
  public List<String> containers(String application, String owner) throws IOException {
    for (LogLink link : places) {
      List<String> containers = link.containers(application, owner);
      if (!containers.isEmpty()) {
        return containers;
      }
    }
    return List.of();
  }

  /** Why a log may not be there, for people. */
  public String absence() {
    List<String> reasons = new ArrayList<>();
    places.forEach(place -> reasons.add(place.absence()));
    return String.join("; ", reasons);
  }
}

package org.trainyard.am.logs;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Our interface to wherever containers' logs lie. Decides nothing. */
public interface LogLink {
  /**
   * The files of a container; none if they do not lie here.
   *
   * @param owner of the application
   * @param node host, or host and port, that it ran on; null if unknown
   */
  List<ContainerLog> files(String container, String owner, String node) throws IOException;

  /** Gives the lines of a file that {@link #files} named. */
  void read(ContainerLog file, String owner, Consumer<String> lines) throws IOException;

  /** All containers of an application whose logs lie here; none if that is not known. */
  List<String> containers(String application, String owner) throws IOException;

  /** Why there may be nothing here, for people. */
  String absence();
}

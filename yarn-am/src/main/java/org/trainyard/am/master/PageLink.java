package org.trainyard.am.master;

/** What people see of a run in their browsers. Never fails the run. */
interface PageLink extends AutoCloseable {
  /** Where the ResourceManager's proxy finds the page; empty if there is none. */
  String address();

  /** Keeps the page as it is now, beside the model; where a browser finds that, or empty. */
  String keep();

  /** Serves no more. */
  @Override
  void close();
}

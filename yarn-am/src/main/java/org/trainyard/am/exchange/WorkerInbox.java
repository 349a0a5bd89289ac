package org.trainyard.am.exchange;

/** What workers tell the master. Called on RPC threads, several at a time. */
public interface WorkerInbox {
  /** A worker is there; it can be sent orders from this call on. */
  Setup hello(Hello hello);

  /** A sign of life, once a second. */
  void alive(WorkerId worker, Pulse pulse);

  /** A split is mapped: does it count? Asked again after a lost answer, it answers the same. */
  Verdict mapped(WorkerId worker, Mapped mapped);

  /** A shard is summed. */
  void reduced(WorkerId worker, Reduced reduced);

  /** An order could not be carried out. */
  void failed(WorkerId worker, Failed failed);

  /** An order could not be delivered. */
  void unreachable(WorkerId worker, String cause);
}

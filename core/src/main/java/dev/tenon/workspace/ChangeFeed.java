package dev.tenon.workspace;

import java.util.function.Consumer;

/// Tells of every committed write, whichever node made it.
///
/// A write of this node has reached every listener before the write returns. A write of another
/// node reaches them shortly after it was committed; one that takes something away (a connection
/// revoked or made anew, a key, a setting) returns only after [#awaitHeard]. Listeners run on the
/// writer's or the feed's thread, in no order; they must be quick and must not call a store.
public interface ChangeFeed {
  /// Adds a listener for good.
  void listen(Consumer<Change> listener);

  /// Whether what is remembered may be served now: writes of other nodes are heard, or whoever
  /// takes something away still waits for this node. When it becomes true again,
  /// [Change.Everything] has been announced.
  boolean isCurrent();

  /// Returns when every node has heard of all that was committed before the call, or is not current
  /// any more; within seconds, whatever happens to the other nodes.
  void awaitHeard();
}

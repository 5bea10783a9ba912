package dev.tenon.workspace;

import java.util.function.Consumer;

/// Tells of every committed write, whichever node made it.
///
/// A write of this node has reached every listener before the write returns. A write of another
/// node reaches them shortly after it was committed. Listeners run on the writer's or the feed's
/// thread, in no order; they must be quick and must not call a store.
public interface ChangeFeed {
  /// Adds a listener for good.
  void listen(Consumer<Change> listener);

  /// Whether writes of other nodes are being heard now. While this is false nothing that is
  /// remembered may be served; when it becomes true again, [Change.Everything] has been announced.
  boolean isCurrent();
}

package dev.tenon.simulation;

import dev.tenon.connection.ConnectionId;
import java.util.Optional;

/// Looks on, and says when something is not as it must be. Each method hears of one kind of thing
/// at the moment at which it happens.
interface Invariant {
  /// Its name: `I1` to `I8`, or in words.
  String name();

  /// A refresh request leaves a node. It is not among the provider's requests yet.
  default void sent(Sent request) {}

  /// The provider has ended a family because `reuse` spent a token again.
  default void familyEnded(Family family, Sent reuse) {}

  /// A lease was given.
  ///
  /// @param before the lease that another holds, by the database's time
  default void leased(
      ConnectionId connection, Optional<LeaseBook.Held> before, LeaseBook.Held now) {}

  /// A stored grant was changed in any way, or is new.
  default void changed(Optional<Sight> before, Sight after) {}

  /// A call of revoke has returned to its caller at a node.
  default void revoked(ConnectionId connection, Life life, long now) {}

  /// A report of a refused token has returned: that version is replaced by another.
  default void replaced(ConnectionId connection, long version, Life life, long now) {}

  /// Somebody has an answer.
  default void asked(Asked asked) {}

  /// Nothing has gone wrong for hours and every node runs; `last` is what came of asking then.
  default void atRest(Asked last) {}
}

package dev.tenon.simulation;

import java.util.EnumSet;
import java.util.Set;

/// Mistakes that are made on purpose, to show that the simulation finds them.
enum PlantedBug {
  /// Who does not get the lease refreshes all the same.
  LEASE_IS_IGNORED("I1"),
  /// A request is sent however long ago its lease was taken.
  REQUEST_IS_SENT_LATE("I1"),
  /// The journal says that an entry is synced when it is not.
  JOURNAL_IS_NOT_SYNCED("I2"),
  /// A starting process does not look at its journal.
  JOURNAL_IS_NOT_READ("I2"),
  /// Whoever finds an attempt without an outcome sends its refresh token again.
  UNFINISHED_IS_FORGOTTEN("I3"),
  /// A provider that is away ends the grant.
  FAILURE_ENDS_GRANT("I4"),
  /// A valid token is refreshed before it is handed out.
  VALID_TOKEN_WAITS("I5"),
  /// Whoever has a valid token waits for its refresh as long as somebody who has none.
  PATIENCE_IS_LONG("I5"),
  /// A late answer overwrites what is newer.
  COMMIT_OVERWRITES("I6"),
  /// What is remembered is not forgotten when it changes.
  MEMORY_HEARS_NOTHING("I7"),
  /// A node that hears nothing of others goes on serving from memory.
  CUT_FEED_IS_BELIEVED("I7"),
  /// A revocation returns before other nodes know of it.
  NOBODY_WAITS_FOR_OTHERS("I7"),
  /// Leases are over when the node's clock says so.
  LEASE_BY_NODE_CLOCK("I8"),
  /// What one user's token is remembered under is another's too.
  MEMORY_MIXES_USERS("right token");

  /// Those that a store makes that every lease goes through.
  static final Set<PlantedBug> BELOW = EnumSet.of(LEASE_BY_NODE_CLOCK, COMMIT_OVERWRITES);

  /// Those that are made on the way to it.
  static final Set<PlantedBug> ABOVE =
      EnumSet.of(LEASE_IS_IGNORED, UNFINISHED_IS_FORGOTTEN, FAILURE_ENDS_GRANT);

  private final String invariant;

  PlantedBug(String invariant) {
    this.invariant = invariant;
  }

  /// The invariant that it breaks.
  String invariant() {
    return invariant;
  }
}

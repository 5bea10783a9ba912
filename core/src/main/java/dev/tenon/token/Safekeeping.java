package dev.tenon.token;

import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Lease;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.workspace.StoreUnavailableException;
import java.util.Optional;

/// Brings a provider's answer to safety: sealed, in the journal, in the store; in this order, and
/// before anything else is done with it. Safe for use by any thread.
final class Safekeeping {
  private final GrantStore grants;
  private final GrantSealer sealer;
  private final Journal journal;
  private final UnsavedGrants unsaved;
  private final Spendings spendings;
  private final RefreshSchedule schedule;
  private final RefreshObserver observer;

  Safekeeping(
      GrantStore grants,
      GrantSealer sealer,
      Journal journal,
      UnsavedGrants unsaved,
      Spendings spendings,
      RefreshSchedule schedule,
      RefreshObserver observer) {
    this.grants = grants;
    this.sealer = sealer;
    this.journal = journal;
    this.unsaved = unsaved;
    this.spendings = spendings;
    this.schedule = schedule;
    this.observer = observer;
  }

  /// Keeps `response`, which `flight` brought. Asks nobody anything until it is in the journal.
  Kept keep(Flight flight, TokenResponse response) {
    JournalEntry entry = entry(flight, response);
    try {
      journal.append(entry);
    } catch (JournalUnavailableException _) {
      // The store can still take it; if that is away too, this node's memory is what is left.
      observer.journalFailed();
    }
    try {
      Kept kept = stored(flight, entry);
      journal.settle(entry);
      return kept;
    } catch (StoreUnavailableException _) {
      unsaved.keep(entry);
      return new Kept.Unsaved(UnsavedGrants.grant(entry, flight.seen()));
    } catch (RuntimeException e) {
      // Whatever it is, the answer is not lost for it.
      unsaved.keep(entry);
      throw e;
    }
  }

  private JournalEntry entry(Flight flight, TokenResponse response) {
    Grant seen = flight.seen();
    long version = seen.version() + 1;
    GrantTokens tokens =
        sealer.seal(
            GrantSealer.place(seen.workspace(), seen.connection(), version),
            response,
            spendings.terms(flight.client(), seen, flight.spending()));
    return new JournalEntry(
        seen.workspace(),
        seen.connection(),
        version,
        flight.lease().attempt(),
        tokens,
        schedule.plan(flight.client(), tokens, seen.consentedAt(), flight.spending().learned()));
  }

  private Kept stored(Flight flight, JournalEntry entry) {
    Lease lease = flight.lease();
    ConnectionEvent event = unsaved.event(entry);
    return switch (grants.commit(lease, entry.tokens(), entry.plan(), event)) {
      case CommitResult.Committed(Grant grant) -> new Kept.Stored(grant);
      case CommitResult.FencedOut _ -> adopted(entry, event);
    };
  }

  /// Our lease was lost, but where what is stored is still what we spent, our answer is newer.
  private Kept adopted(JournalEntry entry, ConnectionEvent event) {
    CommitResult result =
        grants.adopt(
            entry.workspace(),
            entry.connection(),
            entry.version() - 1,
            entry.tokens(),
            entry.plan(),
            event);
    return switch (result) {
      case CommitResult.Committed(Grant grant) -> new Kept.Stored(grant);
      case CommitResult.FencedOut(Optional<Grant> current) ->
          current.map(it -> it.version() == entry.version() - 1).orElse(false)
              ? new Kept.Ended()
              : new Kept.Moved();
    };
  }

  /// Where an answer is now.
  sealed interface Kept {
    /// In the store.
    record Stored(Grant grant) implements Kept {}

    /// In the journal and in memory; the store is away.
    record Unsaved(Grant grant) implements Kept {}

    /// Nowhere: the store has something newer.
    record Moved() implements Kept {}

    /// Nowhere: the connection was revoked while the provider was asked.
    record Ended() implements Kept {}
  }
}

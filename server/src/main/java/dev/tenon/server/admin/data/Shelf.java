package dev.tenon.server.admin.data;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.resource.ListingWish;
import dev.tenon.resource.ReadList;
import dev.tenon.resource.ReadList.Progress;
import dev.tenon.resource.ResourceListings.Planned;
import dev.tenon.server.admin.page.Visit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What members look at, read from the provider when the first of them looks. Safe for use by any
/// thread.
final class Shelf {
  private static final Duration PATIENCE = Duration.ofMillis(2500);
  private static final String BUSY =
      "So much is being read for this workspace already that this has to wait. Try again in a"
          + " moment.";

  private final DataParts parts;

  Shelf(DataParts parts) {
    this.parts = parts;
  }

  /// What has come of it so far; it is begun where nobody has.
  Looked look(Visit visit, Asked asked) {
    Optional<ReadList> known = parts.lists().find(asked.key());
    if (known.isPresent()) {
      return new Looked.Seen(known.get().progress(PATIENCE));
    }
    ListingWish wish =
        new ListingWish(asked.resource().name(), asked.within(), OptionalLong.empty());
    Planned planned =
        parts
            .listings()
            .plan(asked.subject().caller(), asked.connection(), asked.subject().ask(), wish);
    if (!(planned instanceof Planned.Ready ready)) {
      return new Looked.Not(Whys.of(planned).orElseThrow());
    }
    Optional<ReadList> begun = parts.lists().begin(asked.key(), ready::listing);
    if (begun.isEmpty()) {
      return new Looked.Not(BUSY);
    }
    note(visit, asked, "data.read");
    return new Looked.Seen(begun.get().progress(PATIENCE));
  }

  /// Whoever looks at somebody's things is named in the audit log.
  void note(Visit visit, Asked asked, String action) {
    parts
        .auditLog()
        .append(
            new AuditEvent(
                visit.workspace(),
                visit.now(),
                Actor.of(visit.admin()),
                action,
                asked.connection().value(),
                Map.of("resource", asked.resource().name(), "app", asked.subject().app().value())));
  }

  void forget(Asked asked) {
    parts.lists().forget(asked.key());
  }

  /// What came of looking.
  sealed interface Looked {
    /// Something, or an empty list, or why it broke.
    record Seen(Progress progress) implements Looked {}

    /// It cannot begin.
    record Not(String why) implements Looked {}
  }
}

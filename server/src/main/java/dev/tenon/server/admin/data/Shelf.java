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
  private final Noted noted = new Noted();

  Shelf(DataParts parts) {
    this.parts = parts;
  }

  /// What has come of it so far; it is begun where nobody has.
  Looked look(Visit visit, Asked asked) {
    Optional<ReadList> known = parts.lists().find(asked.key());
    if (known.isPresent()) {
      noteLook(visit, asked);
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
    noteLook(visit, asked);
    return new Looked.Seen(begun.get().progress(PATIENCE));
  }

  /// Whoever looks at somebody's things is named in the audit log, wherever those come from: at the
  /// first look, and again where the last that is noted was [Noted#UNTOLD] ago. Pages that follow,
  /// and what is searched as one types, say nothing new.
  void noteLook(Visit visit, Asked asked) {
    if (noted.isDue(visit, "data.read " + lasting(asked))) {
      note(visit, asked, "data.read");
    }
  }

  /// As [#noteLook], for the picture of an item.
  void notePicture(Visit visit, Asked asked, String item) {
    if (noted.isDue(visit, "data.file_read " + lasting(asked) + " " + item)) {
      note(visit, asked, "data.file_read");
    }
  }

  /// Names whoever did something with somebody's things in the audit log.
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

  private static String lasting(Asked asked) {
    return "%s %s %s".formatted(asked.connection(), asked.subject().app(), asked.resource().name());
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

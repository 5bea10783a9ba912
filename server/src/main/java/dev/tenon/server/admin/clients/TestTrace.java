package dev.tenon.server.admin.clients;

import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.server.admin.clients.TestPages.TestRun;
import dev.tenon.server.admin.page.Visit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the audit log has of a test: nothing else is kept of one.
record TestTrace(AuditLog log) {
  private static final int EVENTS = 20;

  /// How far a test has come, by what the audit log has of it.
  sealed interface Event {
    record None() implements Event {}

    record Refused(String reason, String detail) implements Event {}

    record Waiting() implements Event {}

    record Connected() implements Event {}
  }

  /// What happened last in that test. What the user did stands under their id, the confirmation
  /// under the connection's.
  Event last(Visit visit, OAuthClient client, TestRun run, Optional<Connection> connection) {
    List<AuditEntry> entries = new ArrayList<>(search(visit, run.user().value()));
    connection.ifPresent(it -> entries.addAll(search(visit, it.id().value())));
    return entries.stream()
        .sorted(Comparator.comparingLong(AuditEntry::number).reversed())
        .map(AuditEntry::event)
        .filter(it -> !it.at().isBefore(run.since().orElseThrow()))
        .filter(it -> isOf(client, it))
        .flatMap(it -> event(it).stream())
        .findFirst()
        .orElseGet(Event.None::new);
  }

  private List<AuditEntry> search(Visit visit, String word) {
    return log.search(visit.workspace(), word, Optional.empty(), EVENTS);
  }

  private static boolean isOf(OAuthClient client, AuditEvent event) {
    String integration = event.details().get("integration");
    return integration == null || integration.equals(client.name().value());
  }

  private static Optional<Event> event(AuditEvent it) {
    return switch (it.action()) {
      case "connect.refused" ->
          Optional.of(
              new Event.Refused(
                  it.details().getOrDefault("reason", ""),
                  it.details().getOrDefault("detail", "")));
      case "connection.pending" -> Optional.of(new Event.Waiting());
      case "connection.connected", "connection.confirmed" -> Optional.of(new Event.Connected());
      default -> Optional.empty();
    };
  }
}

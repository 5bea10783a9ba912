package dev.tenon.connect;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.Refusal.Reason;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Says no, and has the audit log remember it. Safe for use by any thread.
public final class Refusals {
  private final AuditLog audit;
  private final Clock clock;

  /// Remembers in `audit`.
  public Refusals(AuditLog audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /// No, before anything of ours was recognised: there is no workspace to remember it in.
  Refusal unknown(Reason reason) {
    return new Refusal(reason, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// No, to a callback whose link is gone.
  Refusal without(WorkspaceId workspace, ConnectLinkId link, Reason reason) {
    remember(workspace, new Actor.Hub(), link, Map.of("reason", reason.auditName()));
    return unknown(reason);
  }

  /// No.
  Refusal of(Reason reason, ConnectLink link) {
    return remember(
        new Refusal(reason, Optional.of(link), Optional.empty(), Optional.empty()), link, "");
  }

  /// No, to this integration.
  Refusal of(Reason reason, ConnectLink link, IntegrationName integration) {
    return of(reason, link, integration, "");
  }

  /// No, to this integration.
  ///
  /// @param detail for the admin who reads the log: one line, never a secret; may be empty
  Refusal of(Reason reason, ConnectLink link, IntegrationName integration, String detail) {
    return remember(
        new Refusal(reason, Optional.of(link), Optional.of(integration), Optional.empty()),
        link,
        detail);
  }

  /// No, because of what a provider answered.
  Refusal of(Exchange.Not not, ConnectLink link, IntegrationName integration) {
    return remember(
        new Refusal(not.reason(), Optional.of(link), Optional.of(integration), not.retryAt()),
        link,
        not.detail());
  }

  private Refusal remember(Refusal refusal, ConnectLink link, String detail) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("reason", refusal.reason().auditName());
    refusal.integration().ifPresent(name -> details.put("integration", name.value()));
    if (!detail.isEmpty()) {
      details.put("detail", OneLine.of(detail));
    }
    remember(link.workspace(), new Actor.User(link.user()), link.id(), details);
    return refusal;
  }

  private void remember(
      WorkspaceId workspace, Actor actor, ConnectLinkId link, Map<String, String> details) {
    audit.append(
        new AuditEvent(
            workspace, clock.instant(), actor, "connect.refused", link.value(), details));
  }
}

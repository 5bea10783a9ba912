package dev.tenon.workspace;

import dev.tenon.audit.AuditLog;
import dev.tenon.workspace.Retention.Kind;
import java.time.Clock;

/// Shortens the audit logs of workspaces that do not keep them for ever.
public final class AuditPruning {
  /// Entries that go at once and are told by one entry. What is left goes the next time.
  private static final int AT_ONCE = 100_000;

  private final Retentions retentions;
  private final AuditLog log;
  private final Clock clock;

  /// Shortens what is in `log`.
  public AuditPruning(Retentions retentions, AuditLog log, Clock clock) {
    this.retentions = retentions;
    this.log = log;
    this.clock = clock;
  }

  /// Removes what is too old; to be called from time to time.
  public void run() {
    retentions.forEach(
        it ->
            it.retention()
                .before(Kind.AUDIT, clock.instant())
                .ifPresent(before -> log.prune(it.workspace(), before, AT_ONCE)));
  }
}

package dev.tenon.server.sql;

import dev.tenon.audit.AuditEvent;
import dev.tenon.server.sql.Tx.Work;
import dev.tenon.workspace.Change;
import java.sql.SQLException;

/// Transactions that commit with their audit event or not at all.
record Writes(Transactions transactions) {

  /// Runs `work`; where it says true, `event` is written with it, else nothing is.
  boolean audited(AuditEvent event, Work<Boolean> work) {
    return transactions.write(tx -> audited(tx, event, work));
  }

  /// As [#audited], and announces that something of the event's workspace has changed: when it
  /// returns, all nodes know.
  boolean settings(AuditEvent event, Work<Boolean> work) {
    return transactions.write(
        tx -> {
          tx.changed(new Change.SettingsChanged(event.workspace()));
          tx.takesAway();
          return audited(tx, event, work);
        });
  }

  private static boolean audited(Tx tx, AuditEvent event, Work<Boolean> work) throws SQLException {
    boolean changed = work.run(tx);
    if (changed) {
      SqlAuditLog.append(tx, event);
    } else {
      tx.undo();
    }
    return changed;
  }
}

-- For how many days a workspace keeps what grows by itself; no row: as the program says. audit_days is null where the
-- audit log is kept for ever.
CREATE TABLE workspace_retention (
  workspace_id ${text} NOT NULL PRIMARY KEY REFERENCES workspaces (workspace_id),
  connection_events_days INTEGER NOT NULL,
  webhook_events_days INTEGER NOT NULL,
  statistics_days INTEGER NOT NULL,
  audit_days INTEGER
);

-- The last entry of the audit log that was pruned: the first one that is kept stands behind it.
ALTER TABLE audit_heads ADD COLUMN removed BIGINT NOT NULL DEFAULT 0;

ALTER TABLE audit_heads ADD COLUMN removed_hash ${text};

-- What is old is looked for in one workspace at a time. The indexes by time alone are those of the version before, which
-- may still run beside this one; a later version takes them away.
CREATE INDEX webhook_deliveries_old_here ON webhook_deliveries (workspace_id, at);

-- The overview lists what ends soon in one workspace. The index that the notices use stands in the order of how
-- near an end is told, over all workspaces; SQLite read every grant of the workspace rather than that.
CREATE INDEX grants_ending_here ON grants (workspace_id, ends_at, connection_id)
  WHERE ended = 0 AND planned_version = version AND ends_at IS NOT NULL;

-- What lies ahead of a grant, and who works. A node of the first schema goes on working beside it:
-- it writes none of the new columns, and what it wrote is found as unplanned and filled in.

-- oauth_client_id: the connection's, kept here because due work is shared out by OAuth client; null
-- where an older node made the row and nobody has planned it yet.
-- planned_version: the version that next_refresh_at and ends_at were planned for.
-- told_stage, told_end: how near the end was when its user was last told of it, and which end.
ALTER TABLE grants ADD COLUMN oauth_client_id ${text};
ALTER TABLE grants ADD COLUMN planned_version BIGINT;
ALTER TABLE grants ADD COLUMN ends_at BIGINT;
ALTER TABLE grants ADD COLUMN told_stage INTEGER NOT NULL DEFAULT 0;
ALTER TABLE grants ADD COLUMN told_end BIGINT;

CREATE INDEX grants_due_by_client ON grants (workspace_id, oauth_client_id, next_refresh_at)
  WHERE next_refresh_at IS NOT NULL AND ended = 0;

CREATE INDEX grants_unplanned ON grants (workspace_id, connection_id)
  WHERE ended = 0 AND (planned_version IS NULL OR planned_version <> version);

CREATE INDEX grants_ending ON grants (told_stage, ends_at)
  WHERE ended = 0 AND planned_version = version AND ends_at IS NOT NULL;

CREATE INDEX grants_leased ON grants (lease_owner) WHERE lease_owner IS NOT NULL;

-- How long tokens of an OAuth client were seen to live; durations in milliseconds.
CREATE TABLE learned_lifetimes (
  workspace_id ${text} NOT NULL,
  oauth_client_id ${text} NOT NULL,
  access_millis BIGINT,
  refresh_died_millis BIGINT,
  refresh_survived_millis BIGINT,
  PRIMARY KEY (workspace_id, oauth_client_id),
  FOREIGN KEY (workspace_id, oauth_client_id) REFERENCES oauth_clients (workspace_id, id) ON DELETE CASCADE
);

-- The hub's own processes, over all workspaces.
CREATE TABLE nodes (
  id ${text} NOT NULL PRIMARY KEY,
  version ${text} NOT NULL,
  schema_version INTEGER NOT NULL,
  seen_at BIGINT NOT NULL
);

-- The oldest schema whose programs may use this one: raised by a migration that takes something
-- away, and by no other.
CREATE TABLE schema_support (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  oldest INTEGER NOT NULL
);

INSERT INTO schema_support (id, oldest) VALUES (1, 1);

-- What a later version may add while nodes of this one go on working.
ALTER TABLE grants ADD COLUMN later_at BIGINT;
ALTER TABLE connections ADD COLUMN later ${text} NOT NULL DEFAULT 'unknown';
ALTER TABLE connection_events ADD COLUMN later INTEGER NOT NULL DEFAULT 0;
ALTER TABLE oauth_clients ADD COLUMN later_json ${text};

CREATE INDEX grants_later ON grants (later_at) WHERE later_at IS NOT NULL;

CREATE TABLE later_things (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

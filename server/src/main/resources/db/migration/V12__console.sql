-- Who administers workspaces in the browser, and what the overview counts. Only adds: a node of the
-- version before works on beside it.

-- A person is a member of each workspace on its own. passphrase: its hash; null: by link only.
CREATE TABLE members (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  email ${text} NOT NULL,
  name ${text} NOT NULL,
  role ${text} NOT NULL,
  passphrase ${text},
  created_at BIGINT NOT NULL,
  seen_at BIGINT,
  PRIMARY KEY (workspace_id, id)
);

CREATE UNIQUE INDEX members_by_email ON members (email, workspace_id);

-- One-time links; removed when they are used. member_id null: whoever opens it becomes a member.
-- first_one 1: for a workspace without a member.
CREATE TABLE sign_in_links (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  link_key ${text} NOT NULL UNIQUE,
  member_id ${text},
  role ${text} NOT NULL,
  email ${text},
  name ${text} NOT NULL,
  first_one INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id) ON DELETE CASCADE
);

CREATE INDEX sign_in_links_over ON sign_in_links (expires_at);

CREATE TABLE member_sessions (
  workspace_id ${text} NOT NULL,
  session_key ${text} NOT NULL UNIQUE,
  member_id ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, session_key),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id) ON DELETE CASCADE
);

CREATE INDEX member_sessions_by_member ON member_sessions (workspace_id, member_id);

CREATE INDEX member_sessions_over ON member_sessions (seen_at);

-- How many refreshes ended how, by hour.
CREATE TABLE refresh_tallies (
  workspace_id ${text} NOT NULL,
  hour BIGINT NOT NULL,
  outcome ${text} NOT NULL,
  refreshes BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, hour, outcome)
);

CREATE INDEX refresh_tallies_old ON refresh_tallies (hour);

-- Counting by status reads this alone.
CREATE INDEX connections_standing ON connections (workspace_id, oauth_client_id, status);

-- The audit log is searched by whole words.
CREATE INDEX audit_events_by_action ON audit_events (workspace_id, action, number);

CREATE INDEX audit_events_by_target ON audit_events (workspace_id, target, number);

CREATE INDEX audit_events_by_actor ON audit_events (workspace_id, actor, number)
  WHERE actor IS NOT NULL;

CREATE INDEX audit_events_by_key ON audit_events (workspace_id, actor_key, number)
  WHERE actor_key IS NOT NULL;

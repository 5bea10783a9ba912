-- One schema for SQLite and PostgreSQL. ${text} compares by code point on both; times are epoch
-- milliseconds; flags are 0 or 1; columns that end in _json hold JSON text.
-- Every row belongs to a workspace. Indexes begin with it, save those of the look-ups that are made
-- before a workspace is known and of the sweeps over all workspaces.

CREATE TABLE workspaces (
  workspace_id ${text} NOT NULL PRIMARY KEY,
  name ${text} NOT NULL,
  link_verification ${text} NOT NULL,
  sign_in_client ${text},
  sign_in_claim ${text},
  created_at BIGINT NOT NULL
);

CREATE TABLE apps (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  name ${text} NOT NULL,
  return_urls_json ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, name)
);

-- app is empty for a key of the workspace's admin. A key outlives its app, revoked.
CREATE TABLE api_keys (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  app ${text},
  name ${text} NOT NULL,
  hash ${text} NOT NULL UNIQUE,
  last_four ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (workspace_id, id)
);

CREATE INDEX api_keys_by_app ON api_keys (workspace_id, app, created_at);

CREATE TABLE oauth_clients (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  name ${text} NOT NULL,
  connector ${text} NOT NULL,
  definition ${text} NOT NULL,
  client_id ${text} NOT NULL,
  authorization_url ${text},
  token_url ${text},
  refresh_url ${text},
  revocation_url ${text},
  scope ${text},
  prompt ${text},
  authentication ${text},
  lent INTEGER NOT NULL,
  apps_json ${text},
  parameters_json ${text} NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name)
);

CREATE TABLE oauth_client_secrets (
  workspace_id ${text} NOT NULL,
  id ${text} NOT NULL,
  oauth_client_id ${text} NOT NULL,
  position INTEGER NOT NULL,
  sealed ${bytes} NOT NULL,
  last_four ${text} NOT NULL,
  fingerprint ${text} NOT NULL,
  expires_at BIGINT,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, oauth_client_id, position),
  FOREIGN KEY (workspace_id, oauth_client_id) REFERENCES oauth_clients (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE users (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  name ${text},
  email ${text},
  created_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- owner_kind is user or app. A revoked connection outlives its OAuth client and its user.
CREATE TABLE connections (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  oauth_client_id ${text} NOT NULL,
  owner_kind ${text} NOT NULL,
  owner ${text} NOT NULL,
  status ${text} NOT NULL,
  account_json ${text} NOT NULL,
  scopes ${text} NOT NULL,
  organizations_json ${text} NOT NULL,
  values_json ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  last_refreshed_at BIGINT,
  last_error_json ${text},
  revoked_at BIGINT,
  revoked_reason ${text},
  PRIMARY KEY (workspace_id, id)
);

CREATE UNIQUE INDEX connections_one_per_owner ON connections (workspace_id, oauth_client_id, owner_kind, owner)
  WHERE status <> 'revoked';

CREATE INDEX connections_newest ON connections (workspace_id, created_at, id);

CREATE INDEX connections_by_owner ON connections (workspace_id, owner_kind, owner, created_at, id);

-- Only a refresh, a connect or an import writes the tokens, so they have a table of their own.
-- ended: 0 open, 1 dead until its user connects again, 2 revoked; written with the connection's
-- status, and kept here because a lease must be one statement on one row.
-- attempt_*: a refresh without an outcome yet; replaced_*: the one that it stands in the place of,
-- which comes back when its lease is released unused.
CREATE TABLE grants (
  workspace_id ${text} NOT NULL,
  connection_id ${text} NOT NULL,
  version BIGINT NOT NULL,
  access_token ${bytes} NOT NULL,
  token_type ${text} NOT NULL,
  scope ${text} NOT NULL,
  expires_at BIGINT,
  received_at BIGINT NOT NULL,
  refresh_token ${bytes},
  refresh_verifier ${bytes},
  refresh_issued_at BIGINT,
  refresh_expires_at BIGINT,
  consented_at BIGINT NOT NULL,
  next_refresh_at BIGINT,
  failures INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  fence BIGINT NOT NULL,
  lease_owner ${text},
  lease_until BIGINT,
  attempt_id ${text},
  attempt_token ${text},
  attempt_started_at BIGINT,
  replaced_id ${text},
  replaced_token ${text},
  replaced_started_at BIGINT,
  PRIMARY KEY (workspace_id, connection_id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connections (workspace_id, id) ON DELETE CASCADE
);

CREATE INDEX grants_due ON grants (next_refresh_at) WHERE next_refresh_at IS NOT NULL;

CREATE INDEX grants_revoked ON grants (workspace_id, connection_id) WHERE ended = 2;

CREATE TABLE connection_events (
  workspace_id ${text} NOT NULL,
  connection_id ${text} NOT NULL,
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  type ${text} NOT NULL,
  details_json ${text} NOT NULL,
  PRIMARY KEY (workspace_id, connection_id, number),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connections (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE connect_links (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  app ${text},
  user_id ${text} NOT NULL,
  integrations_json ${text} NOT NULL,
  return_url ${text},
  token ${text} NOT NULL UNIQUE,
  expires_at BIGINT NOT NULL,
  max_uses INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE connect_sessions (
  workspace_id ${text} NOT NULL,
  state ${text} NOT NULL PRIMARY KEY,
  link_id ${text} NOT NULL,
  oauth_client_id ${text} NOT NULL,
  purpose ${text} NOT NULL,
  browser ${text} NOT NULL,
  verifier ${bytes},
  nonce ${text} NOT NULL,
  redirect_uri ${text} NOT NULL,
  values_json ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX connect_sessions_over ON connect_sessions (expires_at);

CREATE TABLE pending_grants (
  workspace_id ${text} NOT NULL,
  id ${text} NOT NULL,
  link_id ${text} NOT NULL,
  connection_id ${text} NOT NULL,
  code ${text} NOT NULL,
  access_token ${bytes} NOT NULL,
  token_type ${text} NOT NULL,
  scope ${text} NOT NULL,
  expires_at BIGINT,
  received_at BIGINT NOT NULL,
  refresh_token ${bytes},
  refresh_verifier ${bytes},
  refresh_issued_at BIGINT,
  refresh_expires_at BIGINT,
  account_json ${text} NOT NULL,
  values_json ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  over_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, connection_id)
);

CREATE INDEX pending_grants_by_link ON pending_grants (workspace_id, link_id, code);

CREATE INDEX pending_grants_over ON pending_grants (over_at);

CREATE TABLE connector_files (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  name ${text} NOT NULL,
  yaml ${text} NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, name)
);

-- The end of each workspace's chain: its row is the lock under which the next entry is written.
CREATE TABLE audit_heads (
  workspace_id ${text} NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL,
  hash ${text} NOT NULL
);

CREATE TABLE audit_events (
  workspace_id ${text} NOT NULL,
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor_kind ${text} NOT NULL,
  actor ${text},
  actor_key ${text},
  action ${text} NOT NULL,
  target ${text} NOT NULL,
  details_json ${text} NOT NULL,
  previous ${text} NOT NULL,
  hash ${text} NOT NULL,
  PRIMARY KEY (workspace_id, number)
);

-- The data keys of the whole installation, wrapped by the master key.
CREATE TABLE vault_keysets (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  wrapped ${bytes} NOT NULL
);

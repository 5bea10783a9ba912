-- What another product's surface needs. Only adds: a node of the version before works on beside it.

-- 1: answers in another product's shape show the secrets that the product would show.
ALTER TABLE workspaces ADD COLUMN exact_compatibility INTEGER NOT NULL DEFAULT 0;

-- What else is kept of a user, by name; null: nothing.
ALTER TABLE users ADD COLUMN details_json ${text};

-- What the caller that made a link keeps with it; null: nothing.
ALTER TABLE connect_links ADD COLUMN label_kind ${text};

ALTER TABLE connect_links ADD COLUMN label_json ${text};

CREATE INDEX connect_links_labelled ON connect_links (workspace_id, label_kind, created_at, id)
  WHERE label_kind IS NOT NULL;

-- How an endpoint is told; null: standard.
ALTER TABLE webhook_endpoints ADD COLUMN dialect ${text};

-- Clients by their id at the provider, before a workspace is known.
CREATE INDEX oauth_clients_by_client_id ON oauth_clients (client_id);

-- Tokens for a code that a caller brought, until the caller says for which user; removed when they
-- are over.
CREATE TABLE unclaimed_grants (
  workspace_id ${text} NOT NULL,
  id ${text} NOT NULL,
  oauth_client_id ${text} NOT NULL,
  handle ${text} NOT NULL,
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
  PRIMARY KEY (workspace_id, id)
);

CREATE INDEX unclaimed_grants_by_handle ON unclaimed_grants (workspace_id, handle);

CREATE INDEX unclaimed_grants_over ON unclaimed_grants (over_at);

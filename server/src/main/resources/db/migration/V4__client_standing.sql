-- When connections of an OAuth client are refreshed; null, as rows of an earlier program have it: on
-- demand.
ALTER TABLE oauth_clients ADD COLUMN refresh_mode ${text};

-- rejected_*: the provider rejected that version of the client and has not accepted it since.
ALTER TABLE oauth_clients ADD COLUMN rejected_at BIGINT;

ALTER TABLE oauth_clients ADD COLUMN rejected_message ${text};

ALTER TABLE oauth_clients ADD COLUMN rejected_version BIGINT;

-- Null: as old as its client.
ALTER TABLE oauth_client_secrets ADD COLUMN created_at BIGINT;

-- How many days before its end the admin was told last; null: not yet.
ALTER TABLE oauth_client_secrets ADD COLUMN told_days INTEGER;

CREATE INDEX oauth_client_secrets_ending ON oauth_client_secrets (expires_at)
  WHERE expires_at IS NOT NULL;

CREATE INDEX oauth_clients_rejected ON oauth_clients (rejected_at) WHERE rejected_at IS NOT NULL;

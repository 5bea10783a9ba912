-- Webhooks: who wants to be told, what happened, and what has been told to whom.

-- The status that the connection had after the event, so that the next one can say what it was
-- before; empty in rows of an older program.
ALTER TABLE connection_events ADD COLUMN status ${text};

-- events is empty for all, else the names between spaces, one at either end. A change by a person
-- moves version; what is learned by sending (failures, failing_since, paused_until) does not.
CREATE TABLE webhook_endpoints (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  url ${text} NOT NULL,
  events ${text},
  description ${text} NOT NULL,
  enabled INTEGER NOT NULL,
  disabled_reason ${text},
  secret ${bytes} NOT NULL,
  secret_number BIGINT NOT NULL,
  secret_last_four ${text} NOT NULL,
  old_secret ${bytes},
  old_secret_until BIGINT,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  failures INTEGER NOT NULL,
  failing_since BIGINT,
  paused_until BIGINT,
  PRIMARY KEY (workspace_id, id)
);

-- body is what is sent, byte for byte, however often. sequence grows within a subject.
CREATE TABLE webhook_events (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  type ${text} NOT NULL,
  subject ${text} NOT NULL,
  sequence BIGINT NOT NULL,
  at BIGINT NOT NULL,
  body ${text} NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE INDEX webhook_events_by_time ON webhook_events (workspace_id, at, id);

CREATE INDEX webhook_events_old ON webhook_events (at);

-- One event for one endpoint. state is pending, delivered or failed. An attempt in the air is one
-- with claimed_until ahead; attempts tells a late answer from the newest.
-- No foreign key to the endpoint: a refresh must not fail because a webhook is deleted meanwhile.
CREATE TABLE webhook_deliveries (
  workspace_id ${text} NOT NULL,
  endpoint_id ${text} NOT NULL,
  event_id ${text} NOT NULL,
  type ${text} NOT NULL,
  subject ${text} NOT NULL,
  sequence BIGINT NOT NULL,
  at BIGINT NOT NULL,
  state ${text} NOT NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at BIGINT,
  claimed_until BIGINT,
  last_attempt_at BIGINT,
  last_status INTEGER,
  last_error ${text},
  PRIMARY KEY (workspace_id, endpoint_id, event_id)
);

CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (workspace_id, endpoint_id, at, event_id);

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (workspace_id, endpoint_id, next_attempt_at)
  WHERE state = 'pending';

CREATE INDEX webhook_deliveries_in_order ON webhook_deliveries (workspace_id, endpoint_id, subject, sequence)
  WHERE state = 'pending';

CREATE INDEX webhook_deliveries_old ON webhook_deliveries (at);

-- Records kept in step with a provider's things: what is kept (syncs), how it went (sync_runs), where
-- items were found (sync_places), the items themselves (records) and what they were before.

-- interval_ms is empty for one that is run by hand only. over: 1 when it was deleted or its connection
-- ended; its records are then removed little by little. fence grows with each process that takes the run
-- up; only the newest may write. run is the number of the newest run.
CREATE TABLE syncs (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  connection_id ${text} NOT NULL,
  resource ${text} NOT NULL,
  within_json ${text} NOT NULL,
  app ${text} NOT NULL,
  interval_ms BIGINT,
  paused INTEGER NOT NULL,
  organizations ${text} NOT NULL,
  max_items BIGINT NOT NULL,
  max_item_bytes BIGINT NOT NULL,
  deleted_kept_ms BIGINT NOT NULL,
  versions_kept INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  over INTEGER NOT NULL,
  fence BIGINT NOT NULL,
  run BIGINT NOT NULL,
  running INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  failing_since BIGINT,
  complete_at BIGINT,
  full_at BIGINT,
  gone_version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE UNIQUE INDEX syncs_one_per_resource ON syncs (workspace_id, connection_id, resource) WHERE over = 0;

CREATE INDEX syncs_over ON syncs (over) WHERE over = 1;

-- state is running, complete, incomplete or failed. first_version: the newest version of a record in the
-- workspace when it began.
CREATE TABLE sync_runs (
  workspace_id ${text} NOT NULL,
  sync_id ${text} NOT NULL,
  number BIGINT NOT NULL,
  full_listing INTEGER NOT NULL,
  state ${text} NOT NULL,
  node ${text} NOT NULL,
  attempts INTEGER NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  added BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  deleted BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  left_out BIGINT NOT NULL,
  missing_json ${text} NOT NULL,
  notes_json ${text} NOT NULL,
  code ${text},
  detail ${text},
  first_version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, sync_id, number)
);

-- A list that items were found in: a region and the items above. key is a hash of both. run: the newest
-- run that read it to its end, by the process of fence; listed_at: when that run began.
CREATE TABLE sync_places (
  workspace_id ${text} NOT NULL,
  sync_id ${text} NOT NULL,
  number BIGINT NOT NULL,
  key ${text} NOT NULL,
  region ${text},
  parents_json ${text} NOT NULL,
  run BIGINT NOT NULL,
  fence BIGINT NOT NULL,
  listed_at BIGINT,
  items BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, sync_id, number)
);

CREATE UNIQUE INDEX sync_places_by_key ON sync_places (workspace_id, sync_id, key);

-- version grows within the workspace with every change that is committed; number counts the versions of
-- one record. missing: the fence of the process that did not find it any more, else 0.
CREATE TABLE records (
  workspace_id ${text} NOT NULL,
  sync_id ${text} NOT NULL,
  place BIGINT NOT NULL,
  id ${text} NOT NULL,
  version BIGINT NOT NULL,
  number BIGINT NOT NULL,
  hash ${text} NOT NULL,
  json ${text} NOT NULL,
  first_seen BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  deleted_at BIGINT,
  missing BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, sync_id, place, id)
);

CREATE INDEX records_by_version ON records (workspace_id, sync_id, version);

CREATE INDEX records_missing ON records (workspace_id, sync_id, place, missing) WHERE missing > 0 AND deleted_at IS NULL;

CREATE INDEX records_deleted ON records (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE record_history (
  workspace_id ${text} NOT NULL,
  sync_id ${text} NOT NULL,
  place BIGINT NOT NULL,
  id ${text} NOT NULL,
  number BIGINT NOT NULL,
  version BIGINT NOT NULL,
  json ${text} NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, sync_id, place, id, number)
);

-- The newest version of a record in each workspace. Whoever takes the next ones holds the row until its
-- transaction ends, so that versions become visible in their order.
CREATE TABLE record_versions (
  workspace_id ${text} NOT NULL PRIMARY KEY,
  newest BIGINT NOT NULL
);

-- What is said of a provider's organizations under a connection; status is empty until somebody says.
CREATE TABLE connection_organizations (
  workspace_id ${text} NOT NULL,
  connection_id ${text} NOT NULL,
  id ${text} NOT NULL,
  name ${text} NOT NULL,
  status ${text},
  first_seen BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, connection_id, id)
);

-- db-scheduler's own table, as it wants it; which process runs which sync, and when each is due.
CREATE TABLE scheduled_tasks (
  task_name ${text} NOT NULL,
  task_instance ${text} NOT NULL,
  task_data ${bytes},
  execution_time ${instant} NOT NULL,
  picked ${flag} NOT NULL,
  picked_by ${text},
  last_success ${instant},
  last_failure ${instant},
  consecutive_failures INTEGER,
  last_heartbeat ${instant},
  version BIGINT NOT NULL,
  priority INTEGER,
  PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);

CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);

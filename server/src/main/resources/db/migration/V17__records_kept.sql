-- kept: the records of a list that are not deleted, as they were counted when it was last read to its end
-- and less those that were deleted since. Counting them at each look would take long.
ALTER TABLE sync_places ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;

UPDATE sync_places SET kept = (
  SELECT count(*)
  FROM records r
  WHERE r.workspace_id = sync_places.workspace_id AND r.sync_id = sync_places.sync_id
    AND r.place = sync_places.number AND r.deleted_at IS NULL);

CREATE INDEX syncs_failing ON syncs (failing_since) WHERE over = 0 AND failures > 0;

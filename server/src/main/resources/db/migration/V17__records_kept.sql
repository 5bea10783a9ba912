-- kept: the records of a list that are not deleted, as they were counted when it was last read to its end
-- and less those that were deleted since. Counting them at each look would take long.
ALTER TABLE sync_places ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;

UPDATE sync_places SET kept = (
  SELECT count(*)
  FROM records r
  WHERE r.workspace_id = sync_places.workspace_id AND r.sync_id = sync_places.sync_id
    AND r.place = sync_places.number AND r.deleted_at IS NULL);

CREATE INDEX syncs_failing ON syncs (failing_since) WHERE over = 0 AND failures > 0;

-- The hash of the bytes that an item came in when it was written, and the hash beside it: one that comes in the
-- same bytes again is the same, and need not be read to see it. A program that does not know this column changes the
-- hash alone, and then the two do not fit each other any more.
ALTER TABLE records ADD COLUMN raw_hash ${text};

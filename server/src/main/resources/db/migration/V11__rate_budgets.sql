-- What the nodes have taken lately of a provider's published limit: so many calls in each slot of
-- time, as "slot:calls slot:calls". A limit of an OAuth client or of a connection is named after it;
-- no foreign key, since what is left over is pruned when nobody has used it for long.
CREATE TABLE rate_budgets (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  name ${text} NOT NULL,
  taken ${text} NOT NULL,
  used_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, name)
);

-- Lists of connections that read no more rows than they show, and search by the beginnings of words. Only
-- adds: a connection that a node of the version before makes has no words, is found as such and given them.

-- The words of a connection, each between spaces; null where it has none yet.
ALTER TABLE connections ADD COLUMN words ${text};

CREATE INDEX connections_wordless ON connections (workspace_id, id) WHERE words IS NULL;

-- The same words, one a row, for finding.
CREATE TABLE connection_words (
  workspace_id ${text} NOT NULL,
  word ${text} NOT NULL,
  connection_id ${text} NOT NULL,
  PRIMARY KEY (workspace_id, word, connection_id)
);

CREATE INDEX connections_by_status ON connections (workspace_id, status, created_at, id);

CREATE INDEX connections_by_client ON connections (workspace_id, oauth_client_id, created_at, id);

-- Also what the numbers by status read.
CREATE INDEX connections_by_client_status
  ON connections (workspace_id, oauth_client_id, status, created_at, id);

-- Issuers whose JWTs say who a workspace's users are. audiences_json is a list of texts, one at least;
-- jwks_uri is empty where the issuer's metadata says where its keys are.
CREATE TABLE issuers (
  workspace_id ${text} NOT NULL REFERENCES workspaces (workspace_id),
  id ${text} NOT NULL,
  url ${text} NOT NULL,
  audiences_json ${text} NOT NULL,
  user_claim ${text} NOT NULL,
  jwks_uri ${text},
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE UNIQUE INDEX issuers_by_url ON issuers (workspace_id, url);

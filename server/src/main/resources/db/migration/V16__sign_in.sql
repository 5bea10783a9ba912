-- Other ways for members to sign in. Only adds: a node of the version before works on beside it.

-- The public halves of members' key pairs. credential: its id at the authenticator, in base64url.
CREATE TABLE passkeys (
  workspace_id ${text} NOT NULL,
  id ${text} NOT NULL,
  member_id ${text} NOT NULL,
  credential ${text} NOT NULL UNIQUE,
  public_key ${text} NOT NULL,
  counter BIGINT NOT NULL,
  synced INTEGER NOT NULL,
  name ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id) ON DELETE CASCADE
);

CREATE INDEX passkeys_by_member ON passkeys (workspace_id, member_id, created_at);

-- Challenges and states that have been used, until they would have ended by themselves.
CREATE TABLE spent_tickets (
  workspace_id ${text} NOT NULL,
  ticket ${text} NOT NULL UNIQUE,
  until BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, ticket)
);

CREATE INDEX spent_tickets_over ON spent_tickets (until);

-- Who members are at their workspace's OpenID provider.
CREATE TABLE member_identities (
  workspace_id ${text} NOT NULL,
  issuer ${text} NOT NULL,
  subject ${text} NOT NULL,
  member_id ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, issuer, subject),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id) ON DELETE CASCADE
);

CREATE INDEX member_identities_by_member ON member_identities (workspace_id, member_id);

-- Where members sign in: the name of the workspace's OAuth client there. newcomers null: by
-- invitation alone. role_claim null: the provider says nothing of roles.
CREATE TABLE member_providers (
  workspace_id ${text} NOT NULL PRIMARY KEY REFERENCES workspaces (workspace_id),
  oauth_client ${text} NOT NULL,
  newcomers ${text},
  role_claim ${text},
  admin_value ${text},
  developer_value ${text},
  viewer_value ${text}
);

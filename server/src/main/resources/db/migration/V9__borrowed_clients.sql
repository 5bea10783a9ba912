-- An OAuth client that stands for the public one of another workspace: whose, and which. What it is
-- registered with is the lender's and read there at each use. No foreign key: a borrower's connections
-- outlive the lender's client, and say so.
ALTER TABLE oauth_clients ADD COLUMN lender_workspace_id ${text};

ALTER TABLE oauth_clients ADD COLUMN lender_client_id ${text};

CREATE INDEX oauth_clients_borrowed ON oauth_clients (lender_workspace_id, lender_client_id)
  WHERE lender_client_id IS NOT NULL;

CREATE INDEX oauth_clients_lent ON oauth_clients (workspace_id, name) WHERE lent = 1;

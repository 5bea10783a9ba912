-- How a workspace is seen on the pages where users connect. Colours as #rrggbb; the logo as it was
-- sent, at most 64 KiB.
CREATE TABLE brandings (
  workspace_id ${text} NOT NULL PRIMARY KEY REFERENCES workspaces (workspace_id),
  name ${text},
  support ${text},
  texts_json ${text} NOT NULL,
  light_accent ${text},
  light_background ${text},
  dark_accent ${text},
  dark_background ${text},
  logo ${bytes},
  show_account INTEGER NOT NULL
);

-- The language that the app wishes for; null where it says none, as an earlier program does.
ALTER TABLE connect_links ADD COLUMN language ${text};

-- What an app may call through the hub, as JSON; null, as rows of an earlier program have it: everything.
ALTER TABLE apps ADD COLUMN allowed_calls_json ${text};

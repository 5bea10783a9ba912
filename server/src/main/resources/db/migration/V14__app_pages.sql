-- The page of an app for one user: fingerprint of the browser that opened it first; no other does.
ALTER TABLE connect_links ADD COLUMN browser ${text};

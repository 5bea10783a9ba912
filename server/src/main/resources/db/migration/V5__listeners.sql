-- The nodes that serve from memory, over all workspaces, and until when each may. Whoever takes
-- something away waits until each has heard of it, or is not here any more.
CREATE TABLE listeners (
  id ${text} NOT NULL PRIMARY KEY,
  current_until BIGINT NOT NULL
);

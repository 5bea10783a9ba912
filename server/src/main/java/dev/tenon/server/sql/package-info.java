/// The stores of core on SQLite and PostgreSQL: the only room that imports `java.sql`. One set of
/// statements for both, each a constant beside the method that runs it; what differs is in
/// [Dialect]. Knows `core` and no other room.
///
/// Order of row locks, so that no two transactions wait for each other: app, API key, pending
/// grant, OAuth client, user, connection, grant, event, and last the end of the audit chain. [Bulk]
/// work, which has many rows of a kind at once, waits for none of them.
@NullMarked
package dev.tenon.server.sql;

import org.jspecify.annotations.NullMarked;

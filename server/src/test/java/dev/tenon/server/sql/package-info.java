/// The contract suites on SQLite and on a real PostgreSQL, and what only SQL can get wrong.
@NullMarked
package dev.tenon.server.sql;

import org.jspecify.annotations.NullMarked;

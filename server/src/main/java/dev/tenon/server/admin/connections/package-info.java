/// The console's pages about connections: the list with its search, the life of one, connect links.
/// Knows `admin.page`, `http` and core.
@NullMarked
package dev.tenon.server.admin.connections;

import org.jspecify.annotations.NullMarked;

/// What providers have, looked at by members: lists as tables, maps and trees, items, files, and
/// what is kept in step. Knows the console's ground, `http` and core. Begin with
/// [dev.tenon.server.admin.data.DataRoutes].
@NullMarked
package dev.tenon.server.admin.data;

import org.jspecify.annotations.NullMarked;

/// The console's pages about apps: their keys, what they may use and call, and what to paste into
/// them. Knows `admin.page`, `http` and core.
@NullMarked
package dev.tenon.server.admin.apps;

import org.jspecify.annotations.NullMarked;

/// The console, where members administer their workspace in the browser. A page is a record, a
/// template of the same name under `src/main/jte/admin`, and a golden file; `docs/console.md` says
/// how one is made. Uses core and `http`.
@NullMarked
package dev.tenon.server.admin;

import org.jspecify.annotations.NullMarked;

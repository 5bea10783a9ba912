/// The pages where users connect: the connect page, the callback, and what they are told
/// afterwards. A page is a record, a template of the same name under `src/main/jte/connect`, and a
/// golden file. Uses core and `http`.
@NullMarked
package dev.tenon.server.connect;

import org.jspecify.annotations.NullMarked;

/// Tests of what the pages where users connect say, and how they look.
@NullMarked
package dev.tenon.server.connect;

import org.jspecify.annotations.NullMarked;

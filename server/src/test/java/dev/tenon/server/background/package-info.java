/// Tests of what the hub does by itself.
@NullMarked
package dev.tenon.server.background;

import org.jspecify.annotations.NullMarked;

/// Tests of the room.
@NullMarked
package dev.tenon.server.ops;

import org.jspecify.annotations.NullMarked;

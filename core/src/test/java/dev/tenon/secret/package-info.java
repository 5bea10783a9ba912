/// Tests of the room.
@NullMarked
package dev.tenon.secret;

import org.jspecify.annotations.NullMarked;

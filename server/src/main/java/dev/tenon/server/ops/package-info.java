/// What operators look at: health, metrics. Uses core and `http`; knows no other room.
@NullMarked
package dev.tenon.server.ops;

import org.jspecify.annotations.NullMarked;

/// What the hub does by itself, again and again. Knows no other room: what is done is handed in.
@NullMarked
package dev.tenon.server.background;

import org.jspecify.annotations.NullMarked;

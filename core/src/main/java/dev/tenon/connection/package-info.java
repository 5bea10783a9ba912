/// What a user holds at a provider: the connection, its health, and its grant. Uses `client` and
/// the rooms above it.
@NullMarked
package dev.tenon.connection;

import org.jspecify.annotations.NullMarked;

/// The browser's journey from a connect link to a connection, step by step. Uses `connection` and
/// the rooms above it.
@NullMarked
package dev.tenon.connect;

import org.jspecify.annotations.NullMarked;

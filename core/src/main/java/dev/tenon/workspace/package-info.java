/// The tenant and its settings, and the feed of changes that keeps what is remembered in memory
/// true. Uses `audit` and the rooms above it.
@NullMarked
package dev.tenon.workspace;

import org.jspecify.annotations.NullMarked;

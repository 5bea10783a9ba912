/// How a workspace stands, in numbers and short lists, for whoever looks at it. Uses the rooms
/// above it.
@NullMarked
package dev.tenon.overview;

import org.jspecify.annotations.NullMarked;

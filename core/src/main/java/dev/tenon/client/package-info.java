/// An OAuth client that an admin registered, and the same with the connector's definition filled
/// in. Uses `connector` and the rooms above it.
@NullMarked
package dev.tenon.client;

import org.jspecify.annotations.NullMarked;

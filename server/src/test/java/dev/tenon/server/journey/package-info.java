/// The journeys of the whole hub, through the same doors as its users: HTTP, and the sandbox on the
/// other side.
@NullMarked
package dev.tenon.server.journey;

import org.jspecify.annotations.NullMarked;

/// A hub's connect room with stores in memory and providers that do what a test says. Serves the
/// journeys of core and the page tests of the server.
@NullMarked
package dev.tenon.fakehub;

import org.jspecify.annotations.NullMarked;

/// Measurements of the running hub: their commands, and what they compare. Never shipped. May use
/// every other module.
@NullMarked
package dev.tenon.bench;

import org.jspecify.annotations.NullMarked;

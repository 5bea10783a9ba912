/// The engine's tests, over in-memory stores, a scripted provider and a clock that the test moves.
@NullMarked
package dev.tenon.token;

import org.jspecify.annotations.NullMarked;

/// How a provider fails when it is told to: which calls, how often, and in which way. Uses only the
/// wire.
@NullMarked
package dev.tenon.sandbox.fault;

import org.jspecify.annotations.NullMarked;

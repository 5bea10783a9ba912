/// The hub against an authorization server that others wrote: what the sandbox promises of
/// providers holds of a real one too.
@NullMarked
package dev.tenon.interop;

import org.jspecify.annotations.NullMarked;

/// Exports measured, and killed: the real program as processes, the sandbox's large sets as
/// provider. Uses the processes of `chaos`.
@NullMarked
package dev.tenon.bench.exports;

import org.jspecify.annotations.NullMarked;

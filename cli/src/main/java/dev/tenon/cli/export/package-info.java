/// Exports: a provider's things and their files on this machine's disk, whole or known to be short.
/// Knows the SDK and the terminal.
@NullMarked
package dev.tenon.cli.export;

import org.jspecify.annotations.NullMarked;

/// The master key, the key ring that it opens, and the sealing of secrets. Uses core's `secret` and
/// Tink; nothing here is home-made but the writing down of what a value is sealed for.
@NullMarked
package dev.tenon.server.vault;

import org.jspecify.annotations.NullMarked;

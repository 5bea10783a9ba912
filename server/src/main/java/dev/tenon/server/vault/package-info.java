/// The master key, the key ring that it opens, the sealing of secrets, and passphrases hashed. Uses
/// core's `secret` and `member`, Tink and Bouncy Castle; nothing here is home-made but the writing
/// down of what a value is sealed for.
@NullMarked
package dev.tenon.server.vault;

import org.jspecify.annotations.NullMarked;

/// The master key, the key ring that it opens, the sealing of secrets, passphrases hashed and
/// passkeys verified. Uses core's `secret` and `member`, Tink, Bouncy Castle and webauthn4j;
/// nothing here is home-made but the writing down of what a value is sealed for.
@NullMarked
package dev.tenon.server.vault;

import org.jspecify.annotations.NullMarked;

package dev.tenon.member;

import dev.tenon.access.Passphrase;

/// Hashes passphrases, slowly on purpose. Safe for use by any thread; few are hashed at once, the
/// others wait.
public interface Passphrases {
  /// The hash of `passphrase`, with a salt of its own.
  HashedPassphrase hash(Passphrase passphrase);

  /// Whether `passphrase` is what was hashed; takes as long whether or not it is.
  boolean matches(Passphrase passphrase, HashedPassphrase hash);

  /// Takes as long as [#matches], where there is nothing to compare with.
  void matchesNothing(Passphrase passphrase);
}

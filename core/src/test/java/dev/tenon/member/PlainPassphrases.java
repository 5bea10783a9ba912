package dev.tenon.member;

import dev.tenon.access.Passphrase;
import java.util.HexFormat;

/// Hashes nothing, and counts how often it was asked.
final class PlainPassphrases implements Passphrases {
  private int asked;

  @Override
  public HashedPassphrase hash(Passphrase passphrase) {
    return new HashedPassphrase("$plain$" + HexFormat.of().formatHex(passphrase.bytes()));
  }

  @Override
  public boolean matches(Passphrase passphrase, HashedPassphrase hash) {
    asked++;
    return hash.encoded().equals(hash(passphrase).encoded());
  }

  @Override
  public void matchesNothing(Passphrase passphrase) {
    asked++;
  }

  int asked() {
    return asked;
  }
}

package dev.tenon.secret;

import java.util.Arrays;

/// A secret as it is stored: ciphertext that only the [Vault] opens, and only for the [Binding] it
/// was sealed for. Immutable.
public final class Sealed {
  private final byte[] ciphertext;

  /// Wraps a copy of `ciphertext`.
  public Sealed(byte[] ciphertext) {
    this.ciphertext = ciphertext.clone();
  }

  /// A copy of the ciphertext, for storage.
  public byte[] ciphertext() {
    return ciphertext.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sealed that && Arrays.equals(ciphertext, that.ciphertext);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ciphertext);
  }

  @Override
  public String toString() {
    return "Sealed(" + ciphertext.length + " bytes)";
  }
}

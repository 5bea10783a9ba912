package dev.tenon.secret;

/// Seals secrets for storage and opens them again. Safe for use by any thread.
///
/// Authenticated encryption with the [Binding] as associated data. The key's id travels inside the
/// sealed value, so values sealed under an older key of the ring still open.
public interface Vault {
  /// Seals `secret` for `binding`. Two calls never give the same ciphertext.
  Sealed seal(Secret secret, Binding binding);

  /// Opens `sealed`.
  ///
  /// @throws UnsealableException when it was altered, sealed for another binding, or under a key
  ///   that is not in the ring
  Secret open(Sealed sealed, Binding binding);
}

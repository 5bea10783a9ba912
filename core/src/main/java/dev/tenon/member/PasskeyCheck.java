package dev.tenon.member;

import java.util.Optional;

/// Reads and verifies what browsers answer about passkeys (WebAuthn Level 3 §7), for the origin at
/// which browsers reach the hub. The user has to have been verified by the authenticator. Safe for
/// use by any thread; never throws for what a browser sends.
public interface PasskeyCheck {
  /// What passkeys are for: the host of the hub's address. Empty where browsers make none: without
  /// https anywhere but on this machine, and at an address that is a number.
  Optional<String> site();

  /// The passkey that a browser has made for `challenge`; empty when the answer is not valid.
  ///
  /// @param answer the credential as JSON (WebAuthn Level 3 §5.1, `toJSON`)
  Optional<Made> made(String answer, Ticket challenge);

  /// Which passkey an answer says that it is by, unverified; empty when it says nothing.
  Optional<String> credential(String answer);

  /// The passkey's counter as the answer to `challenge` says it, when it is by `passkey` and its
  /// member; empty when it is not valid, or when the counter says that there are two of it.
  Optional<Long> used(String answer, Ticket challenge, Passkey passkey);

  /// A passkey that was made just now; as in [Passkey].
  record Made(String credential, String publicKey, long counter, boolean isSynced) {}
}

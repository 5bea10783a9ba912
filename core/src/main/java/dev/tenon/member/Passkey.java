package dev.tenon.member;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import java.time.Instant;
import java.util.Optional;

/// A key pair with which a member signs in, of which the hub has the public half (WebAuthn). None
/// of it is secret.
///
/// @param credential its id at the authenticator, in base64url; once in the installation
/// @param publicKey what signatures are checked with, as [PasskeyCheck] wrote it
/// @param counter the authenticator's count of signatures, where it counts; 0 where it does not
/// @param isSynced whether it may be kept by a service that brings it to other devices too
/// @param name for its member
public record Passkey(
    PasskeyId id,
    WorkspaceId workspace,
    MemberId member,
    String credential,
    String publicKey,
    long counter,
    boolean isSynced,
    String name,
    Instant createdAt,
    Optional<Instant> usedAt) {

  /// The same after it was used.
  Passkey used(long nextCounter, Instant at) {
    return new Passkey(
        id,
        workspace,
        member,
        credential,
        publicKey,
        nextCounter,
        isSynced,
        name,
        createdAt,
        Optional.of(at));
  }
}

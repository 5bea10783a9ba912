package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// What a member sees of themselves.
///
/// @param hasPassphrase whether they have one already
/// @param isFresh whether they signed in lately, so that they may add ways to sign in
/// @param passkeys in the order in which they were added
/// @param newPasskey where browsers make passkeys for the hub's address, and they may add one
/// @param knowsPasskeys whether browsers make any for the hub's address
/// @param id of the member, for their passkeys
/// @param connected who they are at their workspace's provider
/// @param mayConnect whether their workspace has a provider
record AccountPage(
    Frame frame,
    String action,
    String id,
    String name,
    String email,
    String role,
    boolean hasPassphrase,
    int shortest,
    boolean isFresh,
    List<PasskeyRow> passkeys,
    Optional<PasskeyAsk> newPasskey,
    boolean knowsPasskeys,
    List<Provider> connected,
    boolean mayConnect,
    Problems problems) {

  /// The ids that an authenticator looks for, so that it makes no second passkey.
  String knownCredentials() {
    return String.join(" ", passkeys.stream().map(PasskeyRow::credential).toList());
  }

  record PasskeyRow(
      String id,
      String credential,
      String name,
      String kept,
      Words.When added,
      Optional<Words.When> used) {}

  record Provider(String issuer, String host, String subject, Words.When since) {}

  /// What is wrong with what was sent, by form.
  record Problems(
      Optional<String> name,
      Optional<String> passphrase,
      Optional<String> current,
      Optional<String> passkey) {
    static Problems none() {
      return new Problems(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Problems ofName(Optional<String> problem) {
      return new Problems(problem, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Problems ofPassphrase(Optional<String> problem) {
      return new Problems(Optional.empty(), problem, Optional.empty(), Optional.empty());
    }

    static Problems ofCurrent(String problem) {
      return new Problems(
          Optional.empty(), Optional.empty(), Optional.of(problem), Optional.empty());
    }

    static Problems ofPasskey(String problem) {
      return new Problems(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(problem));
    }
  }
}

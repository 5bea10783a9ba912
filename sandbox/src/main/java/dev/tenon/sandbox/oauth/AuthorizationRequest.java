package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Form;
import java.util.Optional;
import java.util.Set;

/// An authorization request that may be put before a person (RFC 6749 §4.1.1).
record AuthorizationRequest(
    Client client,
    String redirectUri,
    Set<String> scopes,
    Optional<String> state,
    Optional<String> nonce,
    Optional<String> challenge,
    Set<String> prompts) {

  /// What came of reading one.
  sealed interface Read {}

  /// Good.
  record Asked(AuthorizationRequest request) implements Read {}

  /// Nobody can be told but the person at the browser: the client or its address is wrong.
  record Hopeless(String why) implements Read {}

  /// The client can be told.
  record Wrong(String redirectUri, Form answer) implements Read {}
}

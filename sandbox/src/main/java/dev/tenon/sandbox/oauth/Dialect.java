package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.people.Person;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What one provider's authorization server does in its own way.
interface Dialect {
  /// The provider's name in controls and counters.
  String provider();

  /// What the consent page calls it.
  String title();

  /// Its lifetimes, until somebody changes them.
  Policy policy();

  /// Where its endpoints are, below the issuer.
  Paths paths();

  /// Every way of client authentication that its token endpoint knows.
  Set<AuthMethod> authMethods();

  /// The scopes it grants for what is asked; refuses what it does not allow.
  Set<String> scopes(Client client, Optional<String> asked, String grantType);

  /// The audience of access tokens with these scopes.
  List<String> audience(Client client, Set<String> scopes);

  /// Whether a code brings a refresh token.
  boolean refreshable(Set<String> scopes);

  /// Whether clients without a secret must show a new verifier at each refresh.
  boolean serialPkce();

  /// Whether authorization answers name the issuer (RFC 9207).
  boolean namesIssuer();

  /// Whether its revocation endpoint takes access tokens too.
  boolean revokesAccessTokens();

  /// Whether a token with these scopes may read who its user is.
  boolean mayReadUser(Set<String> scopes);

  /// The `token_type` of its answers.
  String tokenType();

  /// Whether its token answers repeat the scope.
  boolean repeatsScope();

  /// Claims of its own in access tokens and at the user info endpoint.
  ObjectNode claims(Person person);

  /// A refusal in its own shape.
  Reply.Answer refusal(Refused refused);

  /// What its discovery document says beyond the endpoints.
  ObjectNode discovery();

  /// Paths below the issuer; `introspect` is empty where the provider has none.
  record Paths(
      String authorize,
      String token,
      String revoke,
      String introspect,
      String userInfo,
      String jwks,
      String logout) {}
}

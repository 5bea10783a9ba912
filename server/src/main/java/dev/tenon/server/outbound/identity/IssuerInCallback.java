package dev.tenon.server.outbound.identity;

import dev.tenon.connector.Authorization;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.connector.ConnectionDefinition;

/// What follows from an issuer saying that it sends `iss` in every callback (RFC 9207 §3): a
/// callback without it is refused, as if the connector had said so.
final class IssuerInCallback {
  private IssuerInCallback() {}

  /// `definition` with that rule.
  static ConnectionDefinition required(ConnectionDefinition definition) {
    if (!(definition.authorization() instanceof Authorization.AuthorizationCode it)) {
      return definition;
    }
    return new ConnectionDefinition(
        definition.name(),
        definition.title(),
        new Authorization.AuthorizationCode(
            required(it.authorize()),
            it.token(),
            it.revocationUrl(),
            it.identity(),
            it.registration()),
        definition.fields(),
        definition.secondConsent(),
        definition.prerequisites(),
        definition.api(),
        definition.hooks(),
        definition.advice());
  }

  private static AuthorizeRules required(AuthorizeRules rules) {
    return new AuthorizeRules(
        rules.url(),
        rules.parameters(),
        rules.unescaped(),
        rules.skipEmpty(),
        rules.fragment(),
        rules.names(),
        rules.scopes(),
        rules.pkce(),
        rules.codeParameter(),
        rules.metadata(),
        true);
  }
}

package dev.tenon.server.outbound.identity;

import dev.tenon.client.ResolvedClient;
import dev.tenon.server.outbound.Fields;
import dev.tenon.server.outbound.OutboundUrl;
import dev.tenon.server.outbound.OutboundUrl.RefusedUrlException;
import java.net.URI;
import java.util.Optional;

/// What an issuer's metadata says (RFC 8414 §2), as far as we use it.
///
/// @param issuerInCallback whether the issuer sends `iss` in every callback (RFC 9207)
record ProviderMetadata(
    String issuer,
    Optional<URI> authorization,
    Optional<URI> token,
    Optional<URI> revocation,
    Optional<URI> userinfo,
    Optional<URI> jwks,
    boolean issuerInCallback) {

  /// Reads metadata; empty when it names no issuer. An endpoint that is no proper URL is as good as
  /// none.
  static Optional<ProviderMetadata> read(Fields fields) {
    return fields
        .text("issuer")
        .map(
            issuer ->
                new ProviderMetadata(
                    issuer,
                    url(fields, "authorization_endpoint"),
                    url(fields, "token_endpoint"),
                    url(fields, "revocation_endpoint"),
                    url(fields, "userinfo_endpoint"),
                    url(fields, "jwks_uri"),
                    fields
                        .text("authorization_response_iss_parameter_supported")
                        .filter("true"::equals)
                        .isPresent()));
  }

  /// `client` with its empty addresses taken from here.
  ResolvedClient fill(ResolvedClient client) {
    return new ResolvedClient(
        client.client(),
        client.connector(),
        issuerInCallback ? IssuerInCallback.required(client.definition()) : client.definition(),
        client.authorizationUrl().or(() -> authorization),
        client.tokenUrl().or(() -> token),
        client.refreshUrl(),
        client.revocationUrl().or(() -> revocation),
        client.userinfoUrl().or(() -> userinfo),
        client.jwksUrl().or(() -> jwks),
        client.issuer(),
        client.discovery(),
        client.authentication(),
        client.authorizeParameters(),
        client.tokenParameters(),
        client.refreshParameters(),
        client.tokenHeaders(),
        client.scope(),
        client.values());
  }

  private static Optional<URI> url(Fields fields, String name) {
    return fields.text(name).flatMap(ProviderMetadata::url);
  }

  private static Optional<URI> url(String text) {
    try {
      OutboundUrl.parse(text);
      return Optional.of(URI.create(text));
    } catch (RefusedUrlException _) {
      return Optional.empty();
    }
  }
}

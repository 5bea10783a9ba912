package dev.tenon.client;

import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An OAuth client with its connector's definition filled in for one connection: nothing is left to
/// look up. Made by [ClientResolution].
///
/// @param authorizationUrl the authorization endpoint, without parameters
/// @param tokenUrl the token endpoint
/// @param refreshUrl where refresh requests go; the token endpoint unless said otherwise
/// @param revocationUrl the revocation endpoint (RFC 7009), where there is one
/// @param issuer the OpenID issuer, where there is one
/// @param discovery whether addresses that are empty here are to be read from the issuer's metadata
/// @param authorizeParameters extra parameters of the authorization request, `prompt` among them
/// @param tokenParameters extra parameters of code exchange and client credentials
/// @param refreshParameters extra parameters of refresh
/// @param tokenHeaders headers of every token request
/// @param scope what to ask for
/// @param values every template value: parameters, environment, region, connection
public record ResolvedClient(
    OAuthClient client,
    Connector connector,
    ConnectionDefinition definition,
    Optional<URI> authorizationUrl,
    Optional<URI> tokenUrl,
    Optional<URI> refreshUrl,
    Optional<URI> revocationUrl,
    Optional<URI> userinfoUrl,
    Optional<URI> jwksUrl,
    Optional<String> issuer,
    boolean discovery,
    ClientAuthenticationMethod authentication,
    Map<String, String> authorizeParameters,
    Map<String, String> tokenParameters,
    Map<String, String> refreshParameters,
    Map<String, String> tokenHeaders,
    Scope scope,
    Map<String, String> values) {
  public ResolvedClient {
    authorizeParameters = ordered(authorizeParameters);
    tokenParameters = ordered(tokenParameters);
    refreshParameters = ordered(refreshParameters);
    tokenHeaders = ordered(tokenHeaders);
    values = ordered(values);
  }

  /// The value of a template's placeholder, where it has one.
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// The same with its secret of that id alone, as [OAuthClient#onTrial] says; empty where it has
  /// none of that id.
  public Optional<ResolvedClient> onTrial(String secret, long number) {
    return client
        .secret(secret)
        .map(
            it ->
                new ResolvedClient(
                    client.onTrial(it, number),
                    connector,
                    definition,
                    authorizationUrl,
                    tokenUrl,
                    refreshUrl,
                    revocationUrl,
                    userinfoUrl,
                    jwksUrl,
                    issuer,
                    discovery,
                    authentication,
                    authorizeParameters,
                    tokenParameters,
                    refreshParameters,
                    tokenHeaders,
                    scope,
                    values));
  }

  private static Map<String, String> ordered(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}

package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.oauth.Refused.Reason;
import dev.tenon.sandbox.people.Person;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// Acme ID: no oddities. Discovery, every client authentication, `iss` in authorization answers
/// (RFC 9207), a refresh token for `offline_access` alone.
final class AcmeDialect implements Dialect {
  private static final Set<String> SCOPES =
      Set.of("openid", "profile", "email", "offline_access", "api:read", "api:write");

  @Override
  public String provider() {
    return "oidc";
  }

  @Override
  public String title() {
    return "Acme ID";
  }

  @Override
  public Policy policy() {
    return Policy.singleUse(Duration.ofMinutes(5), Duration.ofHours(1), 3600, Duration.ofDays(30));
  }

  @Override
  public Paths paths() {
    return new Paths(
        "/authorize", "/token", "/revoke", "/introspect", "/userinfo", "/jwks", "/logout");
  }

  @Override
  public Set<AuthMethod> authMethods() {
    return EnumSet.allOf(AuthMethod.class);
  }

  @Override
  public Set<String> scopes(Client client, Optional<String> asked, String grantType) {
    boolean forItself = grantType.equals("client_credentials");
    Set<String> scopes = asked.map(Scopes::parse).orElse(Set.of("api:read"));
    boolean userOnly = scopes.contains("offline_access") || scopes.contains("openid");
    if (!SCOPES.containsAll(scopes) || (forItself && userOnly)) {
      throw new Refused(Reason.INVALID_SCOPE, "the scope is unknown or not allowed");
    }
    return scopes;
  }

  @Override
  public List<String> audience(Client client, Set<String> scopes) {
    return List.of("acme-api");
  }

  @Override
  public boolean refreshable(Set<String> scopes) {
    return scopes.contains("offline_access");
  }

  @Override
  public boolean serialPkce() {
    return false;
  }

  @Override
  public boolean namesIssuer() {
    return true;
  }

  @Override
  public boolean revokesAccessTokens() {
    return true;
  }

  @Override
  public boolean mayReadUser(Set<String> scopes) {
    return scopes.contains("openid");
  }

  @Override
  public String tokenType() {
    return "Bearer";
  }

  @Override
  public boolean repeatsScope() {
    return true;
  }

  @Override
  public ObjectNode claims(Person person) {
    return Json.object();
  }

  @Override
  public Reply.Answer refusal(Refused refused) {
    return OAuthErrors.of(refused);
  }

  @Override
  public ObjectNode discovery() {
    ObjectNode json = Json.object().put("authorization_response_iss_parameter_supported", true);
    json.set("scopes_supported", Json.strings(new TreeSet<>(SCOPES)));
    return json.set(
        "token_endpoint_auth_signing_alg_values_supported",
        Json.strings(List.of("RS256", "PS256", "ES256")));
  }
}

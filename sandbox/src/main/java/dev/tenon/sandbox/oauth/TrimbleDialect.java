package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.oauth.Refused.Reason;
import dev.tenon.sandbox.people.Person;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Trimble Identity: the scope is `openid` and the application's name, and the audience follows
/// from it; refresh tokens live 9 days and are good once; clients without secret refresh with
/// serial PKCE.
final class TrimbleDialect implements Dialect {
  private static final String OPENID = "openid";

  @Override
  public String provider() {
    return "trimble-id";
  }

  @Override
  public String title() {
    return "Trimble Identity";
  }

  @Override
  public Policy policy() {
    return Policy.singleUse(Duration.ofMinutes(10), Duration.ofHours(1), 3600, Duration.ofDays(9));
  }

  @Override
  public Paths paths() {
    return new Paths(
        "/oauth/authorize",
        "/oauth/token",
        "/oauth/revoke",
        "",
        "/oauth/userinfo",
        "/.well-known/jwks.json",
        "/oauth/logout");
  }

  @Override
  public Set<AuthMethod> authMethods() {
    return Set.of(AuthMethod.CLIENT_SECRET_BASIC, AuthMethod.CLIENT_SECRET_POST, AuthMethod.NONE);
  }

  @Override
  public Set<String> scopes(Client client, Optional<String> asked, String grantType) {
    Set<String> scopes =
        asked
            .map(Scopes::parse)
            .orElseThrow(() -> new Refused(Reason.INVALID_SCOPE, "scope is required"));
    var known = new LinkedHashSet<>(Scopes.parse(client.scope()));
    known.add(OPENID);
    if (!known.containsAll(scopes)) {
      throw new Refused(
          Reason.INVALID_SCOPE, "scope must be 'openid " + client.applicationName() + "'");
    }
    boolean forItself = grantType.equals("client_credentials");
    if (!forItself && (!scopes.contains(OPENID) || scopes.size() < 2)) {
      throw new Refused(Reason.INVALID_SCOPE, "scope must be 'openid' and the application name");
    }
    return scopes;
  }

  @Override
  public List<String> audience(Client client, Set<String> scopes) {
    List<String> audience = scopes.stream().filter(scope -> !scope.equals(OPENID)).toList();
    return audience.isEmpty() ? List.of(client.applicationName()) : audience;
  }

  @Override
  public boolean refreshable(Set<String> scopes) {
    return true;
  }

  @Override
  public boolean serialPkce() {
    return true;
  }

  @Override
  public boolean namesIssuer() {
    return false;
  }

  @Override
  public boolean revokesAccessTokens() {
    return false;
  }

  @Override
  public boolean mayReadUser(Set<String> scopes) {
    return scopes.contains(OPENID);
  }

  @Override
  public String tokenType() {
    return "bearer";
  }

  @Override
  public boolean repeatsScope() {
    return true;
  }

  @Override
  public ObjectNode claims(Person person) {
    return Json.object()
        .put("account_id", "trimble-account-" + person.key())
        .put("data_region", "us");
  }

  @Override
  public Reply.Answer refusal(Refused refused) {
    return OAuthErrors.of(refused);
  }

  @Override
  public ObjectNode discovery() {
    return Json.object().set("scopes_supported", Json.strings(List.of(OPENID)));
  }
}

package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.oauth.Refused.Reason;
import dev.tenon.sandbox.people.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// Autodesk Platform Services, Authentication v2: a fixed list of scopes, refresh tokens that live
/// 15 days and are good once, and refusals about the client in the shape of the API gateway.
final class AutodeskDialect implements Dialect {
  private static final Set<String> SCOPES =
      Set.of(
          "user:read",
          "user:write",
          "user-profile:read",
          "viewables:read",
          "data:read",
          "data:write",
          "data:create",
          "data:search",
          "bucket:create",
          "bucket:read",
          "bucket:update",
          "bucket:delete",
          "code:all",
          "account:read",
          "account:write",
          "openid");
  private static final int MOST_SCOPES = 50;

  @Override
  public String provider() {
    return "aps";
  }

  @Override
  public String title() {
    return "Autodesk";
  }

  @Override
  public Policy policy() {
    return Policy.singleUse(Duration.ofMinutes(5), Duration.ofHours(1), 3599, Duration.ofDays(15));
  }

  @Override
  public Paths paths() {
    return new Paths(
        "/authentication/v2/authorize",
        "/authentication/v2/token",
        "/authentication/v2/revoke",
        "/authentication/v2/introspect",
        "/userinfo",
        "/authentication/v2/keys",
        "/authentication/v2/logout");
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
            .orElseThrow(() -> new Refused(Reason.MISSING_PARAMETER, "scope is missing"));
    boolean known = scopes.stream().allMatch(AutodeskDialect::known);
    boolean userOnly = grantType.equals("client_credentials") && scopes.contains("openid");
    if (!known || userOnly || scopes.size() > MOST_SCOPES) {
      throw new Refused(Reason.INVALID_SCOPE, "the scope is not supported");
    }
    return scopes;
  }

  private static boolean known(String scope) {
    return SCOPES.contains(scope) || scope.startsWith("data:read:urn:");
  }

  @Override
  public List<String> audience(Client client, Set<String> scopes) {
    return List.of("https://autodesk.com");
  }

  @Override
  public boolean refreshable(Set<String> scopes) {
    return true;
  }

  @Override
  public boolean serialPkce() {
    return false;
  }

  @Override
  public boolean namesIssuer() {
    return false;
  }

  @Override
  public boolean revokesAccessTokens() {
    return true;
  }

  @Override
  public boolean mayReadUser(Set<String> scopes) {
    return true;
  }

  @Override
  public String tokenType() {
    return "Bearer";
  }

  @Override
  public boolean repeatsScope() {
    return false;
  }

  @Override
  public ObjectNode claims(Person person) {
    return Json.object().put("userid", person.id());
  }

  @Override
  public Reply.Answer refusal(Refused refused) {
    return switch (refused.reason()) {
      case UNKNOWN_CLIENT -> gateway(refused, "AUTH-001");
      case INVALID_CLIENT -> gateway(refused, "AUTH-003");
      case WRONG_CONTENT_TYPE -> gateway(refused, "AUTH-007");
      case MISSING_PARAMETER -> gateway(refused, "AUTH-008");
      case UNSUPPORTED_GRANT_TYPE -> gateway(refused, "AUTH-009");
      case UNAUTHORIZED_CLIENT -> gateway(refused, "AUTH-011");
      case UNSUPPORTED_TOKEN_TYPE -> gateway(refused, "AUTH-013");
      case INVALID_REQUEST, TWO_AUTHENTICATIONS, INVALID_GRANT, INVALID_SCOPE ->
          OAuthErrors.of(refused);
    };
  }

  private static Reply.Answer gateway(Refused refused, String code) {
    return Reply.json(
        refused.reason().status,
        Json.object()
            .put("developerMessage", refused.description())
            .put("userMessage", "")
            .put("errorCode", code)
            .put("more info", "https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/"));
  }

  @Override
  public ObjectNode discovery() {
    return Json.object().set("scopes_supported", Json.strings(new TreeSet<>(SCOPES)));
  }
}

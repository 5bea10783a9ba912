package dev.tenon.connect;

import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.ScopeRules.OfferedScope;
import dev.tenon.oauth.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that will be shared, in words for the person who shares it.
///
/// @param token the scope token
/// @param allows what it lets an app do; empty when nobody has said it in plain words
public record Permission(String token, Optional<String> allows) {
  private static final Map<String, String> OPENID =
      Map.of(
          "openid", "Know which account is yours",
          "profile", "See your name",
          "email", "See your e-mail address",
          "offline_access", "Stay connected while you are away");

  /// What a scope means at a provider.
  public static List<Permission> of(Scope scope, ScopeRules rules) {
    return scope.tokens().stream().map(token -> of(token, rules)).toList();
  }

  private static Permission of(String token, ScopeRules rules) {
    Optional<String> declared =
        rules.offered().stream()
            .filter(offered -> offered.token().equals(token))
            .map(OfferedScope::allows)
            .findFirst();
    return new Permission(token, declared.or(() -> Optional.ofNullable(OPENID.get(token))));
  }

  /// Whether a provider that leaves `token` out of its answer says nothing by that: the tokens of
  /// OpenID Connect are often not repeated.
  public static boolean isSilent(String token) {
    return OPENID.containsKey(token);
  }
}

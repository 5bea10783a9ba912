package dev.tenon.server.admin.clients;

import dev.tenon.connector.Authorization;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.TokenRules;
import dev.tenon.server.admin.page.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ways of authorising, in words. Pure.
final class Kinds {
  private Kinds() {}

  /// What happens, in a few words.
  static String words(Authorization authorization) {
    return switch (authorization) {
      case Authorization.AuthorizationCode _ -> "Each user consents in the browser";
      case Authorization.ClientCredentials it ->
          it.steps().isEmpty()
              ? "The application gets its own token"
              : "The application gets its own token, and exchanges it";
      case Authorization.Login _ -> "Each user types what signs them in";
      case Authorization.ApiKey _ -> "Each user types a key";
      case Authorization.Basic _ -> "Each user types name and password";
      case Authorization.Declared it -> it.kind() + ": declared, not performed yet";
    };
  }

  /// What is known of scopes.
  static Optional<ScopeRules> scopes(Authorization authorization) {
    return switch (authorization) {
      case Authorization.AuthorizationCode it -> Optional.of(it.authorize().scopes());
      case Authorization.ClientCredentials it -> Optional.of(it.scopes());
      case Authorization.Login _,
          Authorization.ApiKey _,
          Authorization.Basic _,
          Authorization.Declared _ ->
          Optional.empty();
    };
  }

  /// How the token endpoint is asked, where there is one.
  static Optional<TokenRules> token(Authorization authorization) {
    return switch (authorization) {
      case Authorization.AuthorizationCode it -> Optional.of(it.token());
      case Authorization.ClientCredentials it -> Optional.of(it.token());
      case Authorization.Login _,
          Authorization.ApiKey _,
          Authorization.Basic _,
          Authorization.Declared _ ->
          Optional.empty();
    };
  }

  /// How long tokens live and what a refresh does, as sentences.
  static List<String> lifetimes(Lifetimes it) {
    List<String> all = new ArrayList<>();
    if (it.accessTokenNeverExpires()) {
      all.add("Access tokens do not end.");
    }
    it.accessToken()
        .ifPresent(life -> all.add("An access token lives " + Words.length(life) + "."));
    it.refreshIdle()
        .ifPresent(
            life -> all.add("A refresh token dies when unused for " + Words.length(life) + "."));
    it.refreshAbsolute()
        .ifPresent(life -> all.add("Users consent again after " + Words.length(life) + "."));
    all.add(
        switch (it.rotation()) {
          case NONE -> "There are no refresh tokens.";
          case STATIC -> "The refresh token stays the same.";
          case ROTATING -> "Each refresh replaces the refresh token.";
          case ROTATING_SERIAL_PKCE ->
              "Each refresh replaces the refresh token and proves itself with a new verifier.";
        });
    return List.copyOf(all);
  }
}

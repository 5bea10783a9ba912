package dev.tenon.server.catalog;

import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenRules;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the token endpoint, the scopes and the lifetimes of a definition.
final class TokenReader {
  private static final String CODE_GRANT = "authorization_code";
  private static final Set<String> OURS =
      Set.of(
          "client_id",
          "client_secret",
          "redirect_uri",
          "code",
          "code_verifier",
          "refresh_token",
          "scope",
          "client_assertion",
          "client_assertion_type");

  private final Section definition;
  private final Section token;
  private final Placeholders known;

  TokenReader(Section definition, Placeholders known) {
    this.definition = definition;
    this.token = definition.sectionOrEmpty("token");
    this.known = known;
  }

  TokenRules rules(boolean scopeOnToken) {
    refuseOurs(token, "parameters", OURS);
    refuseOurs(token, "refresh_parameters", OURS);
    if (token.pairs("refresh_parameters").getOrDefault("grant_type", "").equals(CODE_GRANT)) {
      token.problem("refresh_parameters", "must not ask for the grant type of the code exchange");
    }
    return new TokenRules(
        UrlTemplates.optional(token, "url", known),
        UrlTemplates.optional(token, "refresh_url", known),
        authentication(),
        token.flag("raw_credentials", false),
        token.choice("body", TokenRules.BodyFormat.class, TokenRules.BodyFormat.FORM),
        token.text("method", "POST"),
        token.templates("parameters", known),
        token.templates("refresh_parameters", known),
        token.pairs("names"),
        token.flag("scope_on_refresh", false),
        token.flag("scope_on_token", scopeOnToken),
        token.templates("headers", known),
        AnswerReader.read(token.sectionOrEmpty("answer")),
        lifetimes(),
        token.text("rate_per_minute").map(Integer::valueOf),
        token.flag("client_certificate", false));
  }

  /// Parameters that the hub itself sets are renamed or left out by `names`, not given.
  static void refuseOurs(Section section, String field, Set<String> ours) {
    for (String name : section.pairs(field).keySet()) {
      if (ours.contains(name)) {
        section.problem(field, name + " is set by the hub; `names` renames it or leaves it out");
      }
    }
  }

  private List<ClientAuthenticationMethod> authentication() {
    List<ClientAuthenticationMethod> methods =
        token.texts("authentication").stream()
            .flatMap(name -> ClientAuthenticationMethod.parse(name).stream())
            .toList();
    return methods.isEmpty()
        ? List.of(
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
            ClientAuthenticationMethod.CLIENT_SECRET_POST)
        : methods;
  }

  ScopeRules scopes() {
    Section scopes = definition.sectionOrEmpty("scopes");
    return new ScopeRules(
        scopes.text("separator", " "),
        scopes.template("default", known).orElseGet(() -> Template.literal("")),
        scope(scopes, "always"),
        scope(scopes, "minimum"),
        scopes.pairs("offered").entrySet().stream()
            .map(each -> new ScopeRules.OfferedScope(each.getKey(), each.getValue()))
            .toList());
  }

  private static Scope scope(Section section, String field) {
    List<String> tokens = section.texts(field);
    List<String> odd = tokens.stream().filter(each -> !Scope.isToken(each)).toList();
    if (!odd.isEmpty()) {
      section.problem(field, "is not a scope token: " + odd.getFirst());
      return Scope.none();
    }
    return new Scope(new LinkedHashSet<>(tokens));
  }

  Lifetimes lifetimes() {
    Section lifetimes = definition.sectionOrEmpty("lifetimes");
    boolean never = lifetimes.text("access_token", "").equals("never");
    return new Lifetimes(
        never ? Optional.empty() : lifetimes.duration("access_token"),
        never,
        lifetimes.duration("refresh_idle"),
        lifetimes.duration("refresh_absolute"),
        lifetimes.choice("rotation", Lifetimes.Rotation.class, Lifetimes.Rotation.ROTATING),
        lifetimes.duration("reuse_grace").orElse(Duration.ZERO),
        lifetimes.duration("refresh_before"));
  }
}

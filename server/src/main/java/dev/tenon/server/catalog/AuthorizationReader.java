package dev.tenon.server.catalog;

import dev.tenon.connector.Authorization;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.connector.Identity;
import dev.tenon.connector.Pkce;
import dev.tenon.connector.Registration;
import java.util.Optional;
import java.util.Set;

/// Reads how the user is sent to the provider and who they are there.
final class AuthorizationReader {
  private static final Set<String> OURS =
      Set.of(
          "client_id",
          "redirect_uri",
          "scope",
          "state",
          "code_challenge",
          "code_challenge_method",
          "nonce");

  private final Section section;
  private final Placeholders before;
  private final Placeholders known;

  /// @param before what is known before the user has been at the provider
  /// @param known the same and what callback and answers gave
  AuthorizationReader(Section section, Placeholders before, Placeholders known) {
    this.section = section;
    this.before = before;
    this.known = known;
  }

  Authorization.AuthorizationCode authorizationCode(TokenReader tokens) {
    return new Authorization.AuthorizationCode(
        authorize(tokens),
        tokens.rules(false),
        UrlTemplates.optional(section, "revocation_url", known),
        identity(),
        registration());
  }

  private AuthorizeRules authorize(TokenReader tokens) {
    Section authorize = section.sectionOrEmpty("authorize");
    TokenReader.refuseOurs(authorize, "parameters", OURS);
    if (authorize.pairs("names").getOrDefault("state", "state").isEmpty()) {
      authorize.problem(
          "names",
          "must not leave state out: it binds the callback to the browser (RFC 6749 §10.12)");
    }
    return new AuthorizeRules(
        UrlTemplates.optional(authorize, "url", before),
        authorize.templates("parameters", before),
        authorize.texts("unescaped"),
        authorize.flag("skip_empty", false),
        authorize.text("fragment"),
        authorize.pairs("names"),
        tokens.scopes(),
        authorize.choice("pkce", Pkce.class, Pkce.SUPPORTED),
        authorize.text("code_parameter", "code"),
        authorize.pairs("keep"),
        authorize.flag("issuer_in_callback", false));
  }

  private Identity identity() {
    Section identity = section.sectionOrEmpty("identity");
    if (identity.flag("discovery", false) && !identity.has("issuer")) {
      identity.problem("issuer", "is needed for discovery");
    }
    return new Identity(
        UrlTemplates.optional(identity, "issuer", known),
        identity.flag("discovery", false),
        UrlTemplates.optional(identity, "jwks_url", known),
        UrlTemplates.optional(identity, "userinfo_url", known),
        identity.text("subject", "sub"),
        identity.text("name", "name"),
        identity.text("email", "email"));
  }

  private Optional<Registration> registration() {
    return section
        .section("registration")
        .map(
            each ->
                new Registration(
                    each.choice("kind", Registration.Kind.class, Registration.Kind.BY_HAND),
                    UrlTemplates.optional(each, "url", known),
                    each.templates("parameters", known)));
  }
}

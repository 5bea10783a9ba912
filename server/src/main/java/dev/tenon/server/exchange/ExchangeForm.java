package dev.tenon.server.exchange;

import dev.tenon.exchange.ExchangeAsk;
import dev.tenon.exchange.SubjectTokenType;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Secret;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a token exchange request (RFC 8693 §2.1).
final class ExchangeForm {
  static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
  static final String ACCESS_TOKEN = SubjectTokenType.ACCESS_TOKEN.urn();

  /// What would name another user than the subject token does (security row E3).
  private static final List<String> OTHER_USER =
      List.of("user", "login_hint", "requested_subject", "connection_id");

  private final Targets targets;

  ExchangeForm(Targets targets) {
    this.targets = targets;
  }

  /// What `form` asks for.
  ExchangeAsk ask(TokenForm form) {
    String grant = form.required("grant_type");
    if (!grant.equals(GRANT_TYPE)) {
      throw OAuthError.of(
              400, "unsupported_grant_type", "Only " + GRANT_TYPE + " is known here (RFC 8693).")
          .exception();
    }
    refuseOthers(form);
    Secret subject = Secret.of(form.required("subject_token"));
    String type = form.required("subject_token_type");
    SubjectTokenType known =
        SubjectTokenType.parse(type)
            .orElseThrow(
                () ->
                    OAuthError.invalidRequest(
                            "The subject_token_type is not taken. An issuer that the workspace has"
                                + " registered vouches for a user, by a JWT: jwt, id_token or"
                                + " access_token.")
                        .exception());
    return new ExchangeAsk(known, subject, targets.of(form), scope(form.one("scope")));
  }

  private static void refuseOthers(TokenForm form) {
    if (form.one("actor_token").isPresent() || form.one("actor_token_type").isPresent()) {
      throw OAuthError.invalidRequest(
              "Actor tokens are not taken: the actor is the app that authenticates.")
          .exception();
    }
    if (form.one("requested_token_type").filter(it -> !it.equals(ACCESS_TOKEN)).isPresent()) {
      throw OAuthError.invalidRequest("Only access tokens are issued: " + ACCESS_TOKEN).exception();
    }
    for (String name : OTHER_USER) {
      if (form.one(name).isPresent()) {
        throw OAuthError.invalidRequest(
                "The user is whom the subject token names; leave out '" + name + "'.")
            .exception();
      }
    }
  }

  private static Scope scope(Optional<String> text) {
    Set<String> tokens = new LinkedHashSet<>();
    for (String token : text.map(it -> it.strip().split(" +", -1)).orElse(new String[0])) {
      if (!Scope.isToken(token)) {
        throw OAuthError.of(
                400, "invalid_scope", "The scope is not scope tokens with spaces between them.")
            .exception();
      }
      tokens.add(token);
    }
    return new Scope(tokens);
  }
}

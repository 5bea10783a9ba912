package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.oauth.Grants.Turned;
import dev.tenon.sandbox.oauth.Refused.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The token endpoint (RFC 6749 §3.2). Safe for use by any thread.
final class TokenEndpoint {
  private final Dialect dialect;
  private final ClientAuthentication authentication;
  private final Grants grants;
  private final Tokens tokens;
  private final Clock clock;
  private final Supplier<String> ids;

  TokenEndpoint(
      Dialect dialect,
      ClientAuthentication authentication,
      Grants grants,
      Tokens tokens,
      Clock clock,
      Supplier<String> ids) {
    this.dialect = dialect;
    this.authentication = authentication;
    this.grants = grants;
    this.tokens = tokens;
    this.clock = clock;
    this.ids = ids;
  }

  /// Tokens, or a refusal in the provider's own shape.
  Reply answer(Request request) {
    try {
      return issue(request);
    } catch (Refused refused) {
      return dialect.refusal(refused);
    }
  }

  private Reply issue(Request request) {
    Form form = wellFormed(request);
    Authenticated caller = authentication.authenticate(request);
    String grantType = required(form, "grant_type");
    if (!Set.of("authorization_code", "refresh_token", "client_credentials").contains(grantType)) {
      throw new Refused(Reason.UNSUPPORTED_GRANT_TYPE, "grant_type is not supported");
    }
    if (!caller.client().grantTypes().contains(grantType)) {
      throw new Refused(Reason.UNAUTHORIZED_CLIENT, "the client may not use " + grantType);
    }
    return switch (grantType) {
      case "authorization_code" -> redeem(form, caller.client());
      case "refresh_token" -> refresh(form, caller.client());
      default -> forItself(form, caller.client());
    };
  }

  private static Form wellFormed(Request request) {
    if (!request.isForm()) {
      throw new Refused(
          Reason.WRONG_CONTENT_TYPE, "the content type is not application/x-www-form-urlencoded");
    }
    Form form = request.form();
    if (form.repeated().isPresent()) {
      throw new Refused(Reason.INVALID_REQUEST, form.repeated().get() + " is there twice");
    }
    return form;
  }

  private Reply redeem(Form form, Client client) {
    String code = required(form, "code");
    Proof proof =
        new Proof(
            form.first("redirect_uri"), form.first("code_verifier"), challengeOf(form, client));
    return answer(client, grants.redeem(code, client, proof, dialect::refreshable));
  }

  private Reply refresh(Form form, Client client) {
    String token = required(form, "refresh_token");
    boolean serial = dialect.serialPkce() && client.isPublic();
    Renewal renewal =
        new Renewal(
            form.first("scope"), form.first("code_verifier"), challengeOf(form, client), serial);
    return answer(client, grants.refresh(token, client, renewal));
  }

  private Optional<String> challengeOf(Form form, Client client) {
    if (!dialect.serialPkce() || !client.isPublic()) {
      return Optional.empty();
    }
    Optional<String> challenge = form.first("code_challenge");
    boolean usable =
        Pkce.isChallenge(challenge.orElse(""))
            && form.first("code_challenge_method").orElse("").equals("S256");
    if (challenge.isPresent() && !usable) {
      throw new Refused(Reason.INVALID_REQUEST, "code_challenge must be S256");
    }
    return challenge;
  }

  private Reply forItself(Form form, Client client) {
    if (client.isPublic()) {
      throw new Refused(Reason.UNAUTHORIZED_CLIENT, "a public client cannot act for itself");
    }
    Set<String> scopes = dialect.scopes(client, form.first("scope"), "client_credentials");
    Policy policy = grants.policy();
    Access access = access(client, Optional.empty(), scopes, policy);
    ObjectNode json = tokenJson(access, policy);
    if (scopes.contains("openid")) {
      json.put("id_token", tokens.applicationId(access));
    }
    return reply(json, scopes);
  }

  private Reply answer(Client client, Turned turned) {
    // Read once: it may change while this is answered.
    Policy policy = grants.policy();
    Access access = access(client, Optional.of(turned), turned.scopes(), policy);
    ObjectNode json = tokenJson(access, policy);
    turned.refreshToken().ifPresent(token -> json.put("refresh_token", token));
    if (turned.scopes().contains("openid")) {
      json.put("id_token", tokens.id(access, turned.consent()));
    }
    return reply(json, turned.scopes());
  }

  private ObjectNode tokenJson(Access access, Policy policy) {
    return Json.object()
        .put("access_token", tokens.access(access))
        .put("token_type", dialect.tokenType())
        .put("expires_in", policy.announcedSeconds());
  }

  private Reply reply(ObjectNode json, Set<String> scopes) {
    if (dialect.repeatsScope()) {
      json.put("scope", Scopes.join(scopes));
    }
    return Reply.json(200, json).with("Cache-Control", "no-store").with("Pragma", "no-cache");
  }

  private Access access(Client client, Optional<Turned> turned, Set<String> scopes, Policy policy) {
    Instant now = clock.instant();
    return new Access(
        ids.get(),
        client.id(),
        turned.map(turn -> turn.consent().person()),
        turned.map(Turned::grant),
        scopes,
        dialect.audience(client, scopes),
        now,
        now.plus(policy.accessLifetime()));
  }

  private static String required(Form form, String name) {
    return form.first(name)
        .orElseThrow(() -> new Refused(Reason.MISSING_PARAMETER, name + " is missing"));
  }
}

package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.oauth.Refused.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Revocation (RFC 7009) and introspection (RFC 7662): both ask which token a text is.
final class RevocationEndpoint {
  private static final Set<String> HINTS = Set.of("access_token", "refresh_token");

  private final Dialect dialect;
  private final ClientAuthentication authentication;
  private final Grants grants;
  private final Tokens tokens;

  RevocationEndpoint(
      Dialect dialect, ClientAuthentication authentication, Grants grants, Tokens tokens) {
    this.dialect = dialect;
    this.authentication = authentication;
    this.grants = grants;
    this.tokens = tokens;
  }

  /// `200` also for a token that is unknown or over; revoking a refresh token ends its grant with
  /// every access token of it.
  Reply revoke(Request request) {
    try {
      Client client = authentication.authenticate(request).client();
      String token = tokenOf(request.form());
      Optional<GrantState> grant = grants.byRefreshToken(token);
      if (grant.isPresent()) {
        own(client, grant.get().clientId());
        grants.revoke(state -> state.id().equals(grant.get().id()), "the client revoked it");
      } else if (tokens.read(token) instanceof Presented.Good(Access access)) {
        revokeAccess(client, access);
      }
      return Reply.status(200);
    } catch (Refused refused) {
      return dialect.refusal(refused);
    }
  }

  private void revokeAccess(Client client, Access access) {
    if (!dialect.revokesAccessTokens()) {
      throw new Refused(Reason.UNSUPPORTED_TOKEN_TYPE, "only refresh tokens can be revoked");
    }
    own(client, access.clientId());
    grants.revokeAccessToken(access.tokenId());
  }

  /// `{"active": false}` for anything that is not a live token of the client that asks.
  Reply introspect(Request request) {
    try {
      Client client = authentication.authenticate(request).client();
      String token = tokenOf(request.form());
      Optional<GrantState> grant = grants.byRefreshToken(token);
      if (grant.isPresent()) {
        return Reply.json(200, describe(client, grant.get()));
      }
      return Reply.json(
          200,
          tokens.read(token) instanceof Presented.Good(Access access)
              ? describe(client, access)
              : inactive());
    } catch (Refused refused) {
      return dialect.refusal(refused);
    }
  }

  private ObjectNode describe(Client client, GrantState grant) {
    Instant end = grants.idleEnd(grant);
    if (!grant.clientId().equals(client.id())) {
      return inactive();
    }
    return active(client.id(), Scopes.join(grant.scopes()), end).put("username", grant.user());
  }

  private static ObjectNode describe(Client client, Access access) {
    if (!access.clientId().equals(client.id())) {
      return inactive();
    }
    return active(client.id(), Scopes.join(access.scopes()), access.expiresAt())
        .put("sub", access.subject())
        .put("userid", access.subject())
        .put("token_type", "Bearer");
  }

  private static ObjectNode active(String clientId, String scope, Instant end) {
    return Json.object()
        .put("active", true)
        .put("client_id", clientId)
        .put("scope", scope)
        .put("exp", end.getEpochSecond());
  }

  private static ObjectNode inactive() {
    return Json.object().put("active", false);
  }

  private String tokenOf(Form form) {
    Optional<String> hint = form.first("token_type_hint");
    if (hint.isPresent() && !HINTS.contains(hint.get()) && dialect.revokesAccessTokens()) {
      throw new Refused(Reason.UNSUPPORTED_TOKEN_TYPE, "token_type_hint is not supported");
    }
    return form.first("token")
        .orElseThrow(() -> new Refused(Reason.MISSING_PARAMETER, "token is missing"));
  }

  private static void own(Client client, String ownerId) {
    if (!client.id().equals(ownerId)) {
      throw new Refused(Reason.UNAUTHORIZED_CLIENT, "the token belongs to another client");
    }
  }
}

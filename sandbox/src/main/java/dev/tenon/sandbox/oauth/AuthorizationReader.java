package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.oauth.AuthorizationRequest.Asked;
import dev.tenon.sandbox.oauth.AuthorizationRequest.Hopeless;
import dev.tenon.sandbox.oauth.AuthorizationRequest.Read;
import dev.tenon.sandbox.oauth.AuthorizationRequest.Wrong;
import dev.tenon.sandbox.oauth.Refused.Reason;
import java.util.Optional;
import java.util.Set;

/// Reads authorization requests. The redirect URI is compared character by character (RFC 9700
/// §2.1): a slash more or less is another address.
final class AuthorizationReader {
  private final Dialect dialect;
  private final Clients clients;

  AuthorizationReader(Dialect dialect, Clients clients) {
    this.dialect = dialect;
    this.clients = clients;
  }

  Read read(Form query) {
    Optional<Client> client = query.first("client_id").flatMap(clients::find);
    if (client.isEmpty()) {
      return new Hopeless("The client_id is unknown.");
    }
    Optional<String> redirectUri = query.first("redirect_uri");
    if (redirectUri.isEmpty()) {
      return new Hopeless("The redirect_uri is missing.");
    }
    if (!client.get().redirectUris().contains(redirectUri.get())) {
      return new Hopeless(
          "The redirect_uri "
              + redirectUri.get()
              + " is not registered for this client. It must be the same character by character,"
              + " the final slash too.");
    }
    return readFor(client.get(), redirectUri.get(), query);
  }

  private Read readFor(Client client, String redirectUri, Form query) {
    if (query.repeated().isPresent()) {
      return wrong(redirectUri, query, "invalid_request", query.repeated().get() + " is twice");
    }
    if (!query.first("response_type").equals(Optional.of("code"))) {
      return wrong(redirectUri, query, "unsupported_response_type", "only code is supported");
    }
    if (!query.first("response_mode").orElse("query").equals("query")) {
      return wrong(redirectUri, query, "invalid_request", "only response_mode=query is supported");
    }
    try {
      var challenge = challenge(client, query);
      var scopes = dialect.scopes(client, query.first("scope"), "authorization_code");
      var prompts = query.first("prompt").map(Scopes::parse).orElse(Set.of());
      return new Asked(
          new AuthorizationRequest(
              client,
              redirectUri,
              scopes,
              query.first("state"),
              query.first("nonce"),
              challenge,
              prompts));
    } catch (Refused refused) {
      return wrong(redirectUri, query, refused.reason().error, refused.description());
    }
  }

  private static Optional<String> challenge(Client client, Form query) {
    Optional<String> challenge = query.first("code_challenge");
    Optional<String> method = query.first("code_challenge_method");
    if (challenge.isEmpty() && method.isEmpty()) {
      if (client.isPublic()) {
        throw new Refused(Reason.INVALID_REQUEST, "a public client must send a code_challenge");
      }
      return Optional.empty();
    }
    if (!method.equals(Optional.of("S256"))) {
      throw new Refused(Reason.INVALID_REQUEST, "code_challenge_method must be S256");
    }
    if (!Pkce.isChallenge(challenge.orElse(""))) {
      throw new Refused(Reason.INVALID_REQUEST, "code_challenge is not a SHA-256 in base64url");
    }
    return challenge;
  }

  private static Wrong wrong(String redirectUri, Form query, String error, String description) {
    Form answer = Form.empty().with("error", error).with("error_description", description);
    return new Wrong(
        redirectUri, query.first("state").map(s -> answer.with("state", s)).orElse(answer));
  }
}

package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.oauth.Refused.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/// Finds out which client calls, by exactly one of the ways that it is registered for (RFC 6749
/// §2.3, RFC 7523 §2.2). Safe for use by any thread.
final class ClientAuthentication {
  private static final String BASIC = "Basic ";

  private final Clients clients;
  private final Assertions assertions;

  ClientAuthentication(Clients clients, Assertions assertions) {
    this.clients = clients;
    this.assertions = assertions;
  }

  /// The client, or a refusal.
  Authenticated authenticate(Request request) {
    Form form = request.form();
    Optional<String> header = request.header("Authorization");
    boolean inBody = form.has("client_secret") || form.has("client_assertion");
    boolean twoInBody = form.has("client_secret") && form.has("client_assertion");
    if ((header.isPresent() && inBody) || twoInBody) {
      throw new Refused(
          Reason.TWO_AUTHENTICATIONS, "the client authenticates in more than one way at once");
    }
    if (header.isPresent()) {
      return byHeader(header.get(), form);
    }
    return form.has("client_assertion") ? byAssertion(form) : byBody(form);
  }

  /// The id of the client that calls, as far as the request says it; nothing is proved by this.
  static String claimedId(Request request) {
    Form form = request.form();
    return request
        .header("Authorization")
        .flatMap(ClientAuthentication::pairOf)
        .map(Pair::id)
        .or(() -> form.first("client_id"))
        .or(() -> form.first("client_assertion").flatMap(Assertions::claimedIssuer))
        .orElse("");
  }

  private record Pair(String id, String secret) {}

  private Authenticated byHeader(String header, Form form) {
    Pair pair =
        pairOf(header)
            .orElseThrow(
                () ->
                    new Refused(Reason.INVALID_CLIENT, "the Authorization header is not readable"));
    if (form.first("client_id").map(id -> !id.equals(pair.id())).orElse(false)) {
      throw new Refused(Reason.INVALID_REQUEST, "client_id differs from the Authorization header");
    }
    return bySecret(pair, AuthMethod.CLIENT_SECRET_BASIC);
  }

  private Authenticated byBody(Form form) {
    String id =
        form.first("client_id")
            .orElseThrow(() -> new Refused(Reason.INVALID_CLIENT, "no client authentication"));
    if (form.has("client_secret")) {
      String secret = form.first("client_secret").orElse("");
      return bySecret(new Pair(id, secret), AuthMethod.CLIENT_SECRET_POST);
    }
    Client client = find(id);
    allow(client, AuthMethod.NONE);
    return new Authenticated(client, AuthMethod.NONE);
  }

  private Authenticated bySecret(Pair pair, AuthMethod method) {
    Client client = find(pair.id());
    allow(client, method);
    if (client.secret().isEmpty() || !same(client.secret(), pair.secret())) {
      throw new Refused(Reason.INVALID_CLIENT, "the client secret is wrong");
    }
    return new Authenticated(client, method);
  }

  private Authenticated byAssertion(Form form) {
    String assertion = form.first("client_assertion").orElse("");
    String id = Assertions.claimedIssuer(assertion).orElse("");
    Client client = find(id);
    allow(client, AuthMethod.PRIVATE_KEY_JWT);
    if (form.first("client_id").map(other -> !other.equals(id)).orElse(false)) {
      throw new Refused(Reason.INVALID_CLIENT, "client_id differs from the assertion");
    }
    assertions.check(form.first("client_assertion_type").orElse(""), assertion, client);
    return new Authenticated(client, AuthMethod.PRIVATE_KEY_JWT);
  }

  private Client find(String id) {
    return clients
        .find(id)
        .orElseThrow(() -> new Refused(Reason.UNKNOWN_CLIENT, "the client is unknown"));
  }

  private static void allow(Client client, AuthMethod method) {
    if (!client.authMethods().contains(method)) {
      throw new Refused(
          Reason.INVALID_CLIENT, "the client is not registered for " + method.wireName());
    }
  }

  /// Id and secret of a Basic header, each form-encoded before they were joined (RFC 6749 §2.3.1).
  private static Optional<Pair> pairOf(String header) {
    if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String text = new String(bytes, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new Pair(
                  Form.decode(text.substring(0, colon)), Form.decode(text.substring(colon + 1))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.tenon.server.exchange;

import dev.tenon.access.Caller;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which app asks, proven by its API key (RFC 6749 §2.3): as the secret of `client_secret_basic` or
/// `client_secret_post`, or as the bearer key that every other call takes. The client id is the
/// app's name or the key's id; it proves nothing and must only fit.
final class ClientAuthentication {
  private static final String BASIC = "Basic realm=\"tenon\", charset=\"UTF-8\"";
  private static final String BEARER = "Bearer realm=\"tenon\", error=\"invalid_token\"";
  private static final String NOT_KNOWN =
      "The client id is the app's name or the key's id, the secret one of the app's API keys; these"
          + " are unknown, revoked, or do not belong together.";

  private final Callers callers;

  ClientAuthentication(Callers callers) {
    this.callers = callers;
  }

  /// The app that `request` with `form` comes from.
  Caller.App app(Request request, TokenForm form) {
    Proof proof = proof(request, form);
    Caller caller =
        callers
            .holder(proof.secret())
            .filter(it -> proof.ids().stream().allMatch(id -> isIdOf(it, id)))
            .orElseThrow(() -> refused(NOT_KNOWN, proof.challenge()));
    return switch (caller) {
      case Caller.App app -> app;
      case Caller.Admin _ ->
          throw OAuthError.of(
                  400,
                  "unauthorized_client",
                  "Only apps obtain tokens; the key that was sent is an admin's.")
              .exception();
    };
  }

  private static boolean isIdOf(Caller caller, ClientId id) {
    return switch (caller) {
      case Caller.App app ->
          id.readings().contains(app.name().value()) || id.readings().contains(app.key().value());
      case Caller.Admin admin -> id.readings().contains(admin.key().value());
    };
  }

  private static Proof proof(Request request, TokenForm form) {
    Optional<String> header = request.header("Authorization");
    Optional<String> posted = form.one("client_secret");
    Optional<ClientId> id = form.one("client_id").map(it -> new ClientId(List.of(it)));
    if (header.isPresent() && posted.isPresent()) {
      throw OAuthError.invalidRequest("Authenticate by one method, not by two.").exception();
    }
    if (header.isPresent()) {
      return header(header.get(), id);
    }
    if (posted.isPresent()) {
      ClientId needed =
          id.orElseThrow(() -> OAuthError.invalidRequest("'client_id' is required.").exception());
      return new Proof(posted.get(), List.of(needed), BASIC);
    }
    throw refused("Authenticate with the app's API key.", BASIC);
  }

  private static Proof header(String header, Optional<ClientId> id) {
    String[] parts = header.strip().split(" +", 2);
    String credentials = parts.length == 2 ? parts[1].strip() : "";
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "basic" -> basic(credentials, id);
      case "bearer" -> new Proof(credentials, id.map(List::of).orElse(List.of()), BEARER);
      default -> throw refused("Authenticate by Basic, with the app's API key.", BASIC);
    };
  }

  private static Proof basic(String credentials, Optional<ClientId> alsoInForm) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw refused("The Basic credentials are not base64.", BASIC);
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw refused("The Basic credentials have no colon.", BASIC);
    }
    ClientId id = ClientId.encoded(pair.substring(0, colon));
    // A key has letters, digits and an underscore: encoding does not change it.
    String secret = pair.substring(colon + 1);
    return new Proof(secret, alsoInForm.map(it -> List.of(id, it)).orElse(List.of(id)), BASIC);
  }

  private static OAuthError.OAuthErrorException refused(String description, String challenge) {
    return OAuthError.of(401, "invalid_client", description).challenging(challenge).exception();
  }

  /// Holds the secret in clear, so this does not print.
  private record Proof(String secret, List<ClientId> ids, String challenge) {
    @Override
    public String toString() {
      return "Proof[***]";
    }
  }

  /// A client id as it may have been meant: RFC 6749 §2.3.1 has it form-encoded in the header,
  /// which not everybody does.
  private record ClientId(List<String> readings) {
    static ClientId encoded(String text) {
      return new ClientId(List.of(text, decoded(text)));
    }

    private static String decoded(String text) {
      try {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException _) {
        return text;
      }
    }
  }
}

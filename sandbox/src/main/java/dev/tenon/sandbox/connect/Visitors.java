package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.oauth.Access;
import dev.tenon.sandbox.oauth.AuthorizationServer;
import dev.tenon.sandbox.oauth.Client;
import dev.tenon.sandbox.oauth.Presented;
import java.util.Optional;
import java.util.function.Function;

/// Lets in whoever brings a user's token of Trimble Identity or a legacy Connect token. Tokens of
/// client credentials are refused.
final class Visitors {
  /// The API that must be enabled for the client.
  static final String API = "connect";

  private final AuthorizationServer trimbleIdentity;
  private final LegacyTokens legacy;

  Visitors(AuthorizationServer trimbleIdentity, LegacyTokens legacy) {
    this.trimbleIdentity = trimbleIdentity;
    this.legacy = legacy;
  }

  Reply admit(Request request, Function<Viewer, Reply> inside) {
    return switch (trimbleIdentity.presented(request)) {
      case Presented.Missing() -> unauthorized("Unauthorized", "Authorization is missing");
      case Presented.Malformed() -> unauthorized("INVALID_TOKEN", "Token expired");
      case Presented.Expired() -> unauthorized("API_ACCESS_TOKEN_EXPIRED", "Token expired");
      case Presented.Invalid() -> admitLegacy(request, inside);
      case Presented.Good(Access access) -> admit(access, inside);
    };
  }

  private Reply admit(Access access, Function<Viewer, Reply> inside) {
    if (access.person().isEmpty()) {
      return unauthorized(
          "INVALID_TOKEN", "OAuth client-credentials tokens are not supported: sign in a user");
    }
    return enabled(new Viewer(access.person(), access.clientId()), inside);
  }

  private Reply admitLegacy(Request request, Function<Viewer, Reply> inside) {
    String header = request.header("Authorization").orElse("");
    Optional<Viewer> viewer = legacy.viewer(header.substring(header.indexOf(' ') + 1));
    return viewer.isPresent()
        ? enabled(viewer.get(), inside)
        : unauthorized("INVALID_TOKEN", "The token is not valid");
  }

  private Reply enabled(Viewer viewer, Function<Viewer, Reply> inside) {
    boolean allowed =
        trimbleIdentity
            .clients()
            .find(viewer.clientId())
            .map(Client::apis)
            .map(apis -> apis.contains(API))
            .orElse(false);
    return allowed
        ? inside.apply(viewer)
        : ConnectErrors.forbidden("The application is not subscribed to Trimble Connect");
  }

  private static Reply unauthorized(String code, String message) {
    return ConnectErrors.of(401, code, message);
  }
}

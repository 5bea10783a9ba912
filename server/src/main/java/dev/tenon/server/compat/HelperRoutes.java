package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.client.OAuthClient;
import dev.tenon.connect.BroughtCodes;
import dev.tenon.connect.BroughtCodes.Address;
import dev.tenon.connect.BroughtCodes.Brought;
import dev.tenon.connect.GrantHandle;
import dev.tenon.oauth.AuthorizationCode;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Secret;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The host of Leaf's OAuth helpers. It takes no API key: whoever knows a registered client's id
/// and secret may have its code exchanged, which they could do at the provider themselves. The
/// refresh token stays here; what is called so in the answer is a [GrantHandle].
final class HelperRoutes {
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&#]+)");
  private static final Problem WHO =
      Problem.of(
          401,
          "unauthorized",
          "A registered OAuth client is needed",
          "No OAuth client with this client id and secret is registered with the hub for this"
              + " provider. An admin registers it once.");

  private final LeafDesk desk;
  private final LeafClients clients;
  private final BroughtCodes codes;

  HelperRoutes(LeafDesk desk, LeafClients clients, BroughtCodes codes) {
    this.desk = desk;
    this.clients = clients;
    this.codes = codes;
  }

  List<Route> routes() {
    return List.of(
        Route.of("POST", "/oauth2-helper/{provider}/get_url", desk.open(this::url)),
        Route.of("POST", "/oauth2-helper/{provider}/get_token", desk.open(this::token)));
  }

  private Answer url(Request request) {
    LeafProvider provider = provider(request);
    Fields fields = desk.fields(request);
    String clientId = required(fields, "client_id", "clientId", "clientKey");
    Optional<Secret> secret = text(fields, "client_secret", "clientSecret").map(Secret::of);
    URI redirect =
        redirect(fields, "client_redirect_url", "clientRedirectUrl", "redirect_uri", "redirectUri");
    fields.endKnown();
    OAuthClient client = client(request, provider, clientId, secret);
    return switch (codes.address(client, redirect)) {
      case Address.Known(URI url) ->
          Answer.json(200, JsonWriter.object(json -> json.text("url", url.toString())));
      case Address.NotForCodes _ ->
          throw LeafProblems.refused(
              ("Users of the OAuth client '%s' do not sign in with a code, or not without a"
                      + " code verifier. Use a Magic Link or a connect link.")
                  .formatted(client.name()));
      case Address.Broken it ->
          throw LeafProblems.of(it.reason(), Optional.empty(), "code", desk.clock());
    };
  }

  private Answer token(Request request) {
    LeafProvider provider = provider(request);
    Fields fields = desk.fields(request);
    String clientId = required(fields, "client_id", "clientId", "clientKey");
    Secret secret = Secret.of(required(fields, "client_secret", "clientSecret"));
    URI redirect =
        redirect(
            fields,
            "client_redirect_url",
            "redirect_url",
            "clientRedirectUrl",
            "redirect_uri",
            "redirectUri");
    String code =
        text(fields, "code")
            .or(() -> text(fields, "response_url", "responseUrl").flatMap(HelperRoutes::codeIn))
            .filter(it -> !it.isEmpty())
            .orElseThrow(() -> LeafProblems.invalid("code", "is required"));
    fields.endKnown();
    OAuthClient client = client(request, provider, clientId, Optional.of(secret));
    return switch (codes.exchange(client, AuthorizationCode.of(code), redirect)) {
      case Brought.Kept(TokenResponse response, GrantHandle handle) -> tokens(response, handle);
      case Brought.Not not ->
          throw LeafProblems.of(not.reason(), not.retryAt(), "code", desk.clock());
    };
  }

  /// Both spellings, as programs of both dialects read.
  private static Answer tokens(TokenResponse response, GrantHandle handle) {
    String access = response.accessToken().secret().reveal();
    return Answer.json(
        200,
        JsonWriter.object(
            json -> {
              json.text("accessToken", access)
                  .text("refreshToken", handle.shown())
                  .text("access_token", access)
                  .text("refresh_token", handle.shown())
                  .text("token_type", response.tokenType());
              response.expiresIn().ifPresent(it -> json.number("expires_in", it.toSeconds()));
              response.scope().ifPresent(it -> json.text("scope", it.toString()));
            }));
  }

  /// The client that is meant: where several workspaces have it, that of the key that was sent too.
  private OAuthClient client(
      Request request, LeafProvider provider, String clientId, Optional<Secret> secret) {
    Optional<Caller> caller = desk.callers().find(request);
    List<OAuthClient> known =
        clients.known(provider, clientId, secret).stream()
            .filter(
                client -> caller.map(it -> it.workspace().equals(client.workspace())).orElse(true))
            .toList();
    if (known.isEmpty()) {
      throw new ProblemException(WHO);
    }
    if (known.stream().map(OAuthClient::workspace).distinct().count() > 1) {
      throw LeafProblems.refused(
          "Several workspaces have registered this client. Send your API key as 'Authorization:"
              + " Bearer <api key>' to say which is yours.");
    }
    return known.getFirst();
  }

  private static LeafProvider provider(Request request) {
    return LeafProvider.at(request.pathParameter("provider"))
        .orElseThrow(() -> LeafProblems.unknown("provider"));
  }

  private static String required(Fields fields, String... names) {
    return text(fields, names)
        .filter(it -> !it.isEmpty())
        .orElseThrow(() -> LeafProblems.invalid(names[0], "is required"));
  }

  private static Optional<String> text(Fields fields, String... names) {
    Optional<String> found = Optional.empty();
    for (String name : names) {
      Optional<String> text = fields.text(name);
      found = found.or(() -> text);
    }
    return found;
  }

  /// Sent on exactly as it came; the provider compares it with what is registered there.
  private static URI redirect(Fields fields, String... names) {
    String text = required(fields, names);
    try {
      URI uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Refused below, without the text that was sent.
    }
    throw LeafProblems.invalid(names[0], "must be an absolute http or https address");
  }

  private static Optional<String> codeIn(String responseUrl) {
    Matcher matcher = CODE.matcher(responseUrl);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

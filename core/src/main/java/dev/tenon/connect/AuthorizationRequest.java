package dev.tenon.connect;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.State;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The authorization request to one provider (RFC 6749 §4.1.1, RFC 7636 §4.3), written as its
/// connector declares.
///
/// The connector's extra parameters may replace `response_type`, which some providers write in
/// their own way, but never what protects the trip: client, redirect URI, state, nonce and code
/// challenge.
record AuthorizationRequest(ResolvedClient client, URI authorizationUrl, URI redirectUri) {
  /// The address to send the browser to.
  URI address(State state, Nonce nonce, Optional<CodeVerifier> verifier) {
    return address(Optional.of(state), Optional.of(nonce), verifier);
  }

  /// The address for a trip that is somebody else's: whoever sends the browser there protects it.
  URI bareAddress() {
    return address(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private URI address(
      Optional<State> state, Optional<Nonce> nonce, Optional<CodeVerifier> verifier) {
    AuthorizeRules rules = rules(client);
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "response_type", "code");
    if (!client.scope().isEmpty()) {
      put(parameters, "scope", client.scope().format(rules.scopes().separator()));
    }
    client.authorizeParameters().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(each -> !(rules.skipEmpty() && each.getValue().isEmpty()))
        .forEach(each -> parameters.put(each.getKey(), each.getValue()));
    put(parameters, "client_id", client.client().clientId());
    put(parameters, "redirect_uri", redirectUri.toString());
    state.ifPresent(it -> put(parameters, "state", it.parameter()));
    nonce.filter(_ -> isOpenId(client)).ifPresent(it -> put(parameters, "nonce", it.value()));
    parameters.remove("code_challenge");
    parameters.remove("code_challenge_method");
    verifier.ifPresent(
        it -> {
          put(parameters, "code_challenge", it.challenge());
          put(parameters, "code_challenge_method", "S256");
        });
    return URI.create(
        authorizationUrl
            + (authorizationUrl.getRawQuery() == null ? "?" : "&")
            + query(parameters, rules.unescaped())
            + rules.fragment().map(fragment -> "#" + fragment).orElse(""));
  }

  /// Puts a parameter under the name that the provider calls it by.
  private void put(Map<String, String> parameters, String standard, String value) {
    String name = rules(client).nameOf(standard);
    if (!name.isEmpty()) {
      parameters.put(name, value);
    }
  }

  /// How the client's authorization requests are made.
  static AuthorizeRules rules(ResolvedClient client) {
    if (client.definition().authorization() instanceof Authorization.AuthorizationCode code) {
      return code.authorize();
    }
    throw new IllegalStateException(
        client.client().name() + " has no authorization request: indicates a bug");
  }

  /// Whether the request is one of OpenID Connect, so that a nonce goes with it.
  static boolean isOpenId(ResolvedClient client) {
    return client.scope().tokens().contains("openid");
  }

  private static String query(Map<String, String> parameters, List<String> unescaped) {
    return parameters.entrySet().stream()
        .map(
            each ->
                encode(each.getKey())
                    + "="
                    + (unescaped.contains(each.getKey())
                        ? asItIs(each.getValue())
                        : encode(each.getValue())))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// The text as the provider wants it, but for characters that no address may hold.
  private static String asItIs(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                c > 0x20 && c < 0x7f && "\"<>\\^`{|}#".indexOf(c) < 0
                    ? Character.toString(c)
                    : encode(Character.toString(c)))
        .collect(Collectors.joining());
  }
}

package dev.tenon.entry;

import dev.tenon.client.ResolvedClient;
import dev.tenon.member.Ticket;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.Nonce;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The authentication request to a workspace's provider (OpenID Connect Core §3.1.2.1, RFC 7636
/// §4.3). It asks for what the OAuth client asks for but for staying connected, and leaves the
/// connector's other parameters out: they are for connections.
record EntryRequest(ResolvedClient client, URI authorizationUrl, URI redirectUri) {
  private static final String STAY = "offline_access";

  /// The address to send the browser to.
  URI address(Ticket state, Nonce nonce, CodeVerifier verifier) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", client.client().clientId());
    parameters.put("redirect_uri", redirectUri.toString());
    parameters.put(
        "scope",
        client.scope().tokens().stream()
            .filter(it -> !it.equals(STAY))
            .collect(Collectors.joining(" ")));
    parameters.put("state", state.value());
    parameters.put("nonce", nonce.value());
    parameters.put("code_challenge", verifier.challenge());
    parameters.put("code_challenge_method", "S256");
    String query =
        parameters.entrySet().stream()
            .map(it -> it.getKey() + "=" + encode(it.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(
        authorizationUrl + (authorizationUrl.getRawQuery() == null ? "?" : "&") + query);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

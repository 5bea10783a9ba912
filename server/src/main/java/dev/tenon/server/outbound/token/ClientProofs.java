package dev.tenon.server.outbound.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Authorization;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.FormText;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes the proof of a client by its authentication method.
final class ClientProofs {
  private final ClientAssertion assertion;

  ClientProofs(ClientAssertion assertion) {
    this.assertion = assertion;
  }

  /// The proof of a client that has no secret: its id.
  ClientProof ofPublic(ResolvedClient client) {
    return client.client().clientId().isEmpty()
        ? new ClientProof.InParameters(Map.of())
        : new ClientProof.InParameters(Map.of("client_id", id(client)));
  }

  /// The proof by `secret` for a request to `endpoint`.
  ///
  /// @throws UnusableKeyException when the secret should be a private key and is none
  ClientProof of(ResolvedClient client, Secret secret, URI endpoint) throws UnusableKeyException {
    return switch (client.authentication()) {
      case CLIENT_SECRET_BASIC -> new ClientProof.InHeader(basic(client, secret));
      case CLIENT_SECRET_POST ->
          new ClientProof.InParameters(Map.of("client_id", id(client), "client_secret", secret));
      case PRIVATE_KEY_JWT -> new ClientProof.InParameters(assertion(client, secret, endpoint));
      case NONE -> ofPublic(client);
    };
  }

  /// Whether the method needs a secret.
  static boolean needsSecret(ResolvedClient client) {
    return client.authentication() != ClientAuthenticationMethod.NONE;
  }

  private Map<String, Secret> assertion(ResolvedClient client, Secret key, URI endpoint)
      throws UnusableKeyException {
    Map<String, Secret> parameters = new LinkedHashMap<>();
    parameters.put("client_id", id(client));
    parameters.put("client_assertion_type", Secret.of(ClientAssertion.TYPE));
    parameters.put("client_assertion", assertion.sign(client, key, endpoint));
    return parameters;
  }

  private static Secret basic(ResolvedClient client, Secret secret) {
    String id = client.client().clientId();
    String pair =
        isRaw(client)
            ? id + ":" + secret.reveal()
            : FormText.encode(id) + ":" + FormText.encode(secret.reveal());
    return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  private static boolean isRaw(ResolvedClient client) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode it -> it.token().rawCredentials();
      case Authorization.ClientCredentials it -> it.token().rawCredentials();
      case Authorization.Login _,
          Authorization.ApiKey _,
          Authorization.Basic _,
          Authorization.Declared _ ->
          false;
    };
  }

  private static Secret id(ResolvedClient client) {
    return Secret.of(client.client().clientId());
  }
}

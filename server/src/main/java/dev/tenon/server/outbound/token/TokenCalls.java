package dev.tenon.server.outbound.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.TokenRules;
import dev.tenon.connector.TokenRules.BodyFormat;
import dev.tenon.server.outbound.HttpCall;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Puts a token request together: parameters and proof in the body format that the provider wants.
final class TokenCalls {
  private TokenCalls() {}

  /// The call of `url` with `parameters`.
  static HttpCall call(
      ResolvedClient client,
      TokenRules rules,
      URI url,
      Map<String, String> parameters,
      ClientProof proof) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    HttpCall call = HttpCall.of(rules.method(), url).header("Accept", "application/json");
    Optional<String> type = Optional.empty();
    for (Map.Entry<String, String> header : client.tokenHeaders().entrySet()) {
      if (header.getKey().equalsIgnoreCase("Content-Type")) {
        type = Optional.of(header.getValue());
      } else if (!isOurs(header.getKey(), client)) {
        call = call.header(header.getKey(), header.getValue());
      }
    }
    switch (proof) {
      case ClientProof.InHeader(var authorization) ->
          call = call.header("Authorization", authorization.reveal());
      case ClientProof.InParameters(var proofs) ->
          proofs.forEach(
              (name, value) -> {
                if (!rules.nameOf(name).isEmpty()) {
                  all.put(rules.nameOf(name), value.reveal());
                }
              });
    }
    BodyFormat format = rules.method().equals("GET") ? BodyFormat.QUERY : rules.bodyFormat();
    return Bodies.with(call, format, all, type);
  }

  /// A connector's own `Authorization` header is for clients that prove themselves in no other way.
  private static boolean isOurs(String header, ResolvedClient client) {
    return header.equalsIgnoreCase("Authorization") && ClientProofs.needsSecret(client);
  }
}

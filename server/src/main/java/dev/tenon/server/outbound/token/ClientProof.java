package dev.tenon.server.outbound.token;

import dev.tenon.secret.Secret;
import java.util.Map;

/// How one request proves the client. It is either a header or parameters, so the secret cannot go
/// out both ways at once (RFC 6749 §2.3).
sealed interface ClientProof {
  /// An `Authorization` header.
  record InHeader(Secret authorization) implements ClientProof {}

  /// Parameters besides those of the request, by their standard names.
  record InParameters(Map<String, Secret> parameters) implements ClientProof {
    public InParameters {
      parameters = Map.copyOf(parameters);
    }
  }
}

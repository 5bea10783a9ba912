package dev.tenon.bench;

import dev.tenon.bench.load.Load;
import dev.tenon.sdk.Secret;

/// The requests that are compared, as they go over the wire. [Load#NUMBER] makes every connection
/// ask for a user of its own.
final class Requests {
  private Requests() {}

  /// A request for a token.
  static String token(Secret key) {
    return token(key, TestData.INTEGRATION, "user-" + Load.NUMBER);
  }

  /// A request for a token of `user`.
  static String token(Secret key, String integration, String user) {
    return post("/api/v1/token", key, integration, user);
  }

  /// The same request, answered by a constant: what the token costs beyond its request.
  static String sameForConstant(Secret key) {
    return post(Constant.PATH, key, TestData.INTEGRATION, "user-" + Load.NUMBER);
  }

  /// The smallest request there is for the constant: no key and no body.
  static String constant() {
    return """
    GET %s HTTP/1.1
    Host: localhost

    """
        .formatted(Constant.PATH);
  }

  /// Whether the process lives, which is answered by a constant without a look at anything.
  static String live() {
    return """
    GET /health/live HTTP/1.1
    Host: localhost

    """;
  }

  private static String post(String path, Secret key, String integration, String user) {
    String body = "{\"integration\":\"%s\",\"user\":\"%s\"}".formatted(integration, user);
    return """
    POST %s HTTP/1.1
    Host: localhost
    Authorization: Bearer %s
    Content-Type: application/json
    Content-Length: %d

    %s"""
        .formatted(path, key.reveal(), body.length(), body);
  }
}

package dev.tenon.server.http;

/// A method and path that an endpoint answers.
///
/// @param pattern for example `/api/v1/apps/{name}`; a parameter matches one decoded segment,
///   `{name*}` at the end the whole rest of the path, as it was sent
/// @param maxBodyBytes larger bodies are refused with 413 before they are read
public record Route(String method, String pattern, int maxBodyBytes, Endpoint endpoint) {
  /// What most routes allow.
  public static final int DEFAULT_MAX_BODY_BYTES = 256 * 1024;

  /// A route with the usual body limit.
  public static Route of(String method, String pattern, Endpoint endpoint) {
    return new Route(method, pattern, DEFAULT_MAX_BODY_BYTES, endpoint);
  }
}

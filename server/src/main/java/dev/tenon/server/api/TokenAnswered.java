package dev.tenon.server.api;

/// Is told how each request for a token was answered, for metrics. Called on the request's thread;
/// must be quick and must not throw.
@FunctionalInterface
public interface TokenAnswered {
  /// A request was answered.
  ///
  /// @param result `issued`, or the problem's code
  void answered(String result);
}

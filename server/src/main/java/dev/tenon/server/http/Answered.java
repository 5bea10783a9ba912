package dev.tenon.server.http;

/// Is told of every answer, for metrics. Called on the request's thread after the answer was sent;
/// must be quick and must not throw.
@FunctionalInterface
public interface Answered {
  /// An answer was sent.
  ///
  /// @param method as sent, or `other` when it is none of the usual ones
  /// @param pattern the route's pattern; empty text where no route was reached
  /// @param status the HTTP status
  /// @param nanos from the last header's arrival to the answer's end
  void answered(String method, String pattern, int status, long nanos);
}

package dev.tenon.server.http;

/// Answers the requests of one route. Runs on a virtual thread of its own and may block.
@FunctionalInterface
public interface Endpoint {
  /// The answer to `request`.
  ///
  /// @throws ProblemException for an answer that is a problem; it is written as problem details
  Answer answer(Request request);
}

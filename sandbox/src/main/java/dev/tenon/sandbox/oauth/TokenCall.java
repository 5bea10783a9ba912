package dev.tenon.sandbox.oauth;

import java.time.Instant;
import java.util.Optional;

/// One call of a token endpoint, as the controls show it.
///
/// @param number counts all calls, from 1
/// @param turn the refresh token that came; empty where none came that this provider has given
/// @param clientPort the port that it came from
/// @param worked what the provider made of it; empty where it has not come to that
/// @param ended what became of the answer; empty while the call is open
public record TokenCall(
    long number,
    String provider,
    String clientId,
    String grantType,
    Optional<Turn> turn,
    Instant arrivedAt,
    int clientPort,
    Optional<Worked> worked,
    Optional<Ended> ended) {

  /// The `turn`-th refresh token of a grant.
  public record Turn(String grant, int turn) {}

  /// The provider has done its work: with status 200 the refresh token is spent.
  public record Worked(int status, Instant at) {}

  /// Nothing more is written.
  ///
  /// @param whole whether an answer with this status was written to its end
  public record Ended(int status, boolean whole, Instant at) {}

  TokenCall worked(int status, Instant at) {
    return new TokenCall(
        number,
        provider,
        clientId,
        grantType,
        turn,
        arrivedAt,
        clientPort,
        Optional.of(new Worked(status, at)),
        ended);
  }

  TokenCall ended(int status, boolean whole, Instant at) {
    return new TokenCall(
        number,
        provider,
        clientId,
        grantType,
        turn,
        arrivedAt,
        clientPort,
        worked,
        Optional.of(new Ended(status, whole, at)));
  }
}

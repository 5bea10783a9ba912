package dev.tenon.server.outbound;

import java.time.Duration;

/// What an outbound call may take whose bodies flow through.
///
/// @param connect for one TCP connection, and again for each read of the TLS handshake
/// @param turn longest wait for a connection while too many calls to the host are under way
/// @param head from the request's last byte, or its start where it has no body, to the last header
///   of the answer
/// @param silence longest wait for the next byte, in either direction
/// @param bodyBytes of an answer
/// @param callsPerHost that may be under way to one host and port; more wait their turn
/// @param keepAlive longest time that a connection waits for another call
/// @param unchecked how long a connection may have waited and be used without a look whether the
///   other side has closed it, which costs a millisecond
public record StreamLimits(
    Duration connect,
    Duration turn,
    Duration head,
    Duration silence,
    long bodyBytes,
    int callsPerHost,
    Duration keepAlive,
    Duration unchecked) {

  /// 5 s to connect, 10 s for a turn, 90 s for the head, 60 s of silence, 256 calls a host, 2 s
  /// between calls, half a second unchecked.
  public static StreamLimits standard(long bodyBytes) {
    return new StreamLimits(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(90),
        Duration.ofSeconds(60),
        bodyBytes,
        256,
        Duration.ofSeconds(2),
        Duration.ofMillis(500));
  }

  /// As the client of small calls has them.
  HttpLimits asHttpLimits() {
    return new HttpLimits(connect, silence, turn, Integer.MAX_VALUE, callsPerHost, keepAlive);
  }
}

package dev.tenon.server.outbound;

import java.time.Duration;

/// What an outbound call may take.
///
/// @param connect for one TCP connection, and again for each read of the TLS handshake
/// @param silence longest wait for the next byte of an answer
/// @param total for a whole call, from looking its host up to the last byte of the answer
/// @param bodyBytes of an answer, before and after it is inflated
/// @param callsPerHost that may be under way to one host and port; more wait their turn
/// @param keepAlive longest time that a connection waits for another call. It is short: a server
///   that closes a connection just as a request goes out leaves its outcome unknown
public record HttpLimits(
    Duration connect,
    Duration silence,
    Duration total,
    int bodyBytes,
    int callsPerHost,
    Duration keepAlive) {

  /// 5 s to connect, 15 s of silence, 20 s in all, 1 MiB, 64 calls a host, 2 s between calls.
  public static HttpLimits standard() {
    return new HttpLimits(
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(20),
        1 << 20,
        64,
        Duration.ofSeconds(2));
  }
}

package dev.tenon.server.http;

import java.time.Duration;

/// Where the hub listens and how long and large a request may be.
///
/// @param host address to bind
/// @param port 0 takes any free one
/// @param https whether browsers reach the hub by https only, so that they may be told to insist
/// @param headTime from the first byte of a request to the last of its headers
/// @param bodyTime for the body to arrive
/// @param idleTime between requests on a kept connection
/// @param sendTime for an answer to be taken
/// @param grace for requests under way when the listener is closed
/// @param headerBytes all headers of a request together
/// @param lineBytes the request line
/// @param connections at the same time; more wait to be accepted
public record ListenerSettings(
    String host,
    int port,
    boolean https,
    Duration headTime,
    Duration bodyTime,
    Duration idleTime,
    Duration sendTime,
    Duration grace,
    int headerBytes,
    int lineBytes,
    int connections) {

  /// What is used unless an operator says otherwise.
  public static ListenerSettings defaults() {
    return new ListenerSettings(
        "0.0.0.0",
        8080,
        false,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(75),
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        16 * 1024,
        16 * 1024,
        10_000);
  }

  /// The same at another address.
  public ListenerSettings at(String otherHost, int otherPort) {
    return new ListenerSettings(
        otherHost,
        otherPort,
        https,
        headTime,
        bodyTime,
        idleTime,
        sendTime,
        grace,
        headerBytes,
        lineBytes,
        connections);
  }

  /// The same with browsers told to insist on https.
  public ListenerSettings overHttps() {
    return new ListenerSettings(
        host,
        port,
        true,
        headTime,
        bodyTime,
        idleTime,
        sendTime,
        grace,
        headerBytes,
        lineBytes,
        connections);
  }
}

package dev.tenon.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// What becomes of a request: an answer, a connection that is closed, or a wait with one of these
/// at its end.
public sealed interface Reply {

  /// A complete answer.
  record Answer(int status, Headers headers, Body body) implements Reply {
    /// The same with one more header field.
    public Answer with(String name, String value) {
      return new Answer(status, headers.with(name, value), body);
    }
  }

  /// The connection is closed before any answer.
  record Closed() implements Reply {}

  /// The head and the first bytes of the body go out, so many, then the connection is closed. The
  /// body has a length.
  record CutShort(Answer answer, int bytes) implements Reply {}

  /// The connection's thread waits, and only then is the reply made.
  record Later(Wait pause, Supplier<Reply> reply) implements Reply {}

  /// This reply, and somebody hears what became of it on the wire.
  record Noted(Reply reply, Delivery delivery) implements Reply {}

  /// Hears what became of a reply, on the connection's own thread.
  @FunctionalInterface
  interface Delivery {
    /// Nothing more will be written.
    ///
    /// @param status of the answer; 200 as long as none was begun
    /// @param whole whether all of it was handed to the network
    void ended(int status, boolean whole);
  }

  /// Waits on the connection's own thread.
  @FunctionalInterface
  interface Wait {
    void await() throws InterruptedException;
  }

  /// JSON with this status.
  static Answer json(int status, JsonNode body) {
    return new Answer(
        status, Headers.of("Content-Type", "application/json"), Body.of(Json.bytes(body)));
  }

  /// A page with this status; nothing may frame it, run in it or be loaded from elsewhere.
  static Answer html(int status, String page) {
    var headers =
        Headers.of("Content-Type", "text/html; charset=utf-8")
            .with("Content-Security-Policy", Html.POLICY)
            .with("Cache-Control", "no-store")
            .with("X-Content-Type-Options", "nosniff");
    return new Answer(status, headers, utf8(page));
  }

  /// Text with this status.
  static Answer text(int status, String text) {
    return new Answer(status, Headers.of("Content-Type", "text/plain; charset=utf-8"), utf8(text));
  }

  /// `302 Found`, as authorization servers answer.
  static Answer redirect(String location) {
    return new Answer(302, Headers.of("Location", location), Body.of(new byte[0]));
  }

  /// `303 See Other`, after a form of our own.
  static Answer seeOther(String location) {
    return new Answer(303, Headers.of("Location", location), Body.of(new byte[0]));
  }

  /// A status alone.
  static Answer status(int status) {
    return new Answer(status, Headers.none(), Body.of(new byte[0]));
  }

  private static Body utf8(String text) {
    return Body.of(text.getBytes(StandardCharsets.UTF_8));
  }
}

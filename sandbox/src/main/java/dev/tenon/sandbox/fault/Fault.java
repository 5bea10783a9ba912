package dev.tenon.sandbox.fault;

import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// One way in which a call goes wrong.
public sealed interface Fault {

  /// Answers this instead.
  record Answers(int status, Headers headers, String body) implements Fault {}

  /// Closes the connection without an answer.
  record Closes() implements Fault {}

  /// Closes the connection in the middle of the answer.
  record CutsShort() implements Fault {}

  /// Accepts the call and says nothing until the held calls are released; then closes.
  record FallsSilent() implements Fault {}

  /// Takes this much real time.
  record Delays(Duration by) implements Fault {}

  /// Sends an answer of this many bytes.
  record Floods(long bytes) implements Fault {}

  /// Sends the answer byte by byte with this pause between two.
  record Drips(Duration pause) implements Fault {}

  /// Changes the real JSON answer: members set and removed, another status, or a form-encoded body.
  record Rewrites(Optional<Integer> status, ObjectNode set, Set<String> remove, Encoding encoding)
      implements Fault {
    public Rewrites {
      remove = Set.copyOf(remove);
    }
  }

  /// The real answer with header fields set and others taken away, by their names in lower case.
  record ChangesHeaders(Headers set, Set<String> remove) implements Fault {
    public ChangesHeaders {
      remove = Set.copyOf(remove);
    }
  }

  /// The real answer with another list in it, where it is a list.
  record ChangesList(Change change) implements Fault {}

  /// What becomes of a list.
  enum Change {
    /// Every item comes twice.
    REPEATED,
    /// None comes.
    EMPTY
  }

  /// Claims that the body of the real answer is longer by this many bytes, and closes the
  /// connection where it ends.
  record Overstates(int bytes) implements Fault {}

  /// Sends little that is this many bytes of white space when it is inflated (gzip).
  record Inflates(long bytes) implements Fault {}

  /// Sends white space for as long as somebody takes it.
  record NeverEnds() implements Fault {}

  /// How a rewritten answer is encoded.
  enum Encoding {
    JSON,
    FORM
  }

  /// This status with a short text, and `Retry-After` where `retryAfter` is not empty.
  static Fault status(int status, String retryAfter) {
    Headers plain = Headers.of("Content-Type", "text/plain; charset=utf-8");
    return new Answers(
        status,
        retryAfter.isEmpty() ? plain : plain.with("Retry-After", retryAfter),
        "The sandbox was told to fail.");
  }

  /// An HTML page with this status, as a proxy in between would send.
  static Fault html(int status) {
    return new Answers(
        status,
        Headers.of("Content-Type", "text/html; charset=utf-8"),
        "<!doctype html><title>Sorry</title><h1>We are doing some maintenance</h1>");
  }

  /// What the caller gets in place of `real`, which is worked out only if it is needed.
  default Reply befall(Supplier<Reply> real, HeldCalls held) {
    return switch (this) {
      case Answers(int status, Headers headers, String body) ->
          Answering.plain(status, headers, body);
      case Closes() -> new Reply.Closed();
      case CutsShort() -> Answering.cutShort(real.get());
      case FallsSilent() -> new Reply.Later(held::hold, Reply.Closed::new);
      case Delays(Duration by) -> new Reply.Later(() -> held.pause(by), real);
      case Floods(long bytes) -> Answering.flood(bytes);
      case Drips(Duration pause) -> Answering.drip(real.get(), pause, held);
      case Rewrites rewrite -> Answering.rewrite(real.get(), rewrite);
      case ChangesHeaders(Headers set, Set<String> remove) ->
          HostileAnswers.headers(real.get(), set, remove);
      case ChangesList(Change change) -> HostileAnswers.list(real.get(), change);
      case Overstates(int bytes) -> HostileAnswers.overstated(real.get(), bytes);
      case Inflates(long bytes) -> HostileAnswers.bomb(bytes);
      case NeverEnds() -> HostileAnswers.endless();
    };
  }
}

package dev.tenon.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An HTTP answer. Immutable as long as nobody changes the bytes that it was made of.
public final class Answer {
  private final int status;
  private final List<Header> headers;
  private final byte[] body;
  private final Optional<Flow> flow;

  /// An answer with these headers, in order; a name may come twice.
  public Answer(int status, List<Header> headers, byte[] body) {
    this(status, headers, body, Optional.empty());
  }

  private Answer(int status, List<Header> headers, byte[] body, Optional<Flow> flow) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body;
    this.flow = flow;
  }

  /// An answer whose body is never held whole.
  public static Answer flowing(int status, List<Header> headers, Flow flow) {
    return new Answer(status, headers, new byte[0], Optional.of(flow));
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The headers, in order.
  public List<Header> headers() {
    return headers;
  }

  /// The bytes themselves, not a copy: they must not be changed.
  public byte[] body() {
    return body;
  }

  /// Whether its body is on its way through.
  public boolean isFlowing() {
    return flow.isPresent();
  }

  /// Where the body comes from when it is not held whole; empty when [#body()] is all of it.
  Optional<Flow> flow() {
    return flow;
  }

  /// A body on its way through. It is sent once or not at all, and closed in either case.
  public interface Flow extends AutoCloseable {
    /// How many bytes it has, where that is known; then it sends as many, or fails.
    OptionalLong length();

    /// Sends all of it. What should reach the client now is flushed.
    ///
    /// @throws IOException when either side has gone; then the client's connection is cut, so that
    ///   it cannot take a part for the whole
    void sendTo(OutputStream out) throws IOException;

    /// Gives up what has not been sent.
    @Override
    void close();
  }

  /// A header.
  public record Header(String name, String value) {
    public Header {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if ((c < 0x20 && c != '\t') || c == 0x7f) {
          throw new IllegalArgumentException("a header value has a control character: " + name);
        }
      }
    }
  }

  /// JSON that must not be stored by anybody.
  public static Answer json(int status, byte[] json) {
    return new Answer(
        status,
        List.of(
            new Header("Content-Type", "application/json"),
            new Header("Cache-Control", "no-store")),
        json);
  }

  /// A text of any type.
  public static Answer text(int status, String contentType, String text) {
    return new Answer(
        status,
        List.of(new Header("Content-Type", contentType)),
        text.getBytes(StandardCharsets.UTF_8));
  }

  /// Nothing but a status.
  public static Answer empty(int status) {
    return new Answer(status, List.of(), new byte[0]);
  }

  /// The same with one more header.
  public Answer with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, more, body, flow);
  }

  /// The same with further headers.
  public Answer with(List<Header> further) {
    List<Header> more = new ArrayList<>(headers);
    more.addAll(further);
    return new Answer(status, more, body, flow);
  }
}

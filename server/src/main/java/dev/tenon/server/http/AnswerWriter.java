package dev.tenon.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Sends answers through Helidon with the headers that every answer has, and decides whether the
/// connection goes on.
final class AnswerWriter {
  /// As much of an unread body as is taken off the wire, so that a client that sends before it
  /// listens sees the answer; whoever sends more is cut.
  private static final int DRAINED_BYTES = 256 * 1024;

  private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

  private final List<Header> always;
  private volatile boolean closing;

  AnswerWriter(boolean https) {
    List<Header> headers = new ArrayList<>();
    headers.add(HeaderValues.createCached("X-Content-Type-Options", "nosniff"));
    headers.add(HeaderValues.createCached("Referrer-Policy", "no-referrer"));
    if (https) {
      headers.add(HeaderValues.createCached("Strict-Transport-Security", "max-age=31536000"));
    }
    this.always = List.copyOf(headers);
  }

  /// From now on every answer is the last one of its connection: who has more to ask finds another
  /// node, or this one when it is there again.
  void close() {
    closing = true;
  }

  /// The headers that every answer has.
  List<Header> always() {
    return always;
  }

  /// Sends `answer`; whether the connection must be closed now.
  ///
  /// @param partlyRead whether the request's body was begun and not read to its end
  boolean write(
      Answer answer,
      String id,
      boolean partlyRead,
      ServerRequest request,
      ServerResponse response) {
    try {
      return written(answer, id, partlyRead, request, response);
    } finally {
      answer.flow().ifPresent(Answer.Flow::close);
    }
  }

  private boolean written(
      Answer answer,
      String id,
      boolean partlyRead,
      ServerRequest request,
      ServerResponse response) {
    // What was too large to be read is not looked at for a next request either.
    boolean unread =
        partlyRead
            || isUnread(request)
            || answer.status() == Status.REQUEST_ENTITY_TOO_LARGE_413.code();
    response.status(Status.create(answer.status()));
    for (Header header : always) {
      if (answer.headers().stream().noneMatch(own -> own.name().equalsIgnoreCase(header.name()))) {
        response.header(header);
      }
    }
    response.header(REQUEST_ID, id);
    for (Answer.Header header : answer.headers()) {
      response.headers().add(HeaderValues.create(header.name(), header.value()));
    }
    boolean last = unread || closing;
    if (last) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    if (answer.flow().isPresent()) {
      pass(answer, answer.flow().get(), request, response);
    } else {
      send(answer, request, response);
    }
    if (unread) {
      drain(request);
    }
    return last || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
  }

  /// Once the head is out a failure can only be told by cutting the connection.
  private static void pass(
      Answer answer, Answer.Flow flow, ServerRequest request, ServerResponse response) {
    try {
      boolean head = request.prologue().method().text().equals("HEAD");
      if (isBodiless(answer)) {
        response.send(new byte[0]);
        return;
      }
      flow.length().ifPresent(response.headers()::contentLength);
      if (head) {
        response.send(new byte[0]);
        return;
      }
      // Closed only when all went well: its end is what tells the client that nothing is missing.
      OutputStream out = response.outputStream();
      flow.sendTo(out);
      out.close();
    } catch (IOException | RuntimeException e) {
      throw new CloseConnectionException("the answer was cut", e);
    }
  }

  private static boolean isBodiless(Answer answer) {
    return answer.status() == 204 || answer.status() == 304;
  }

  private static void send(Answer answer, ServerRequest request, ServerResponse response) {
    byte[] body = answer.body();
    boolean bodiless = isBodiless(answer);
    if (request.prologue().method().text().equals("HEAD") && !bodiless) {
      response.headers().contentLength(body.length);
      response.send(new byte[0]);
    } else {
      response.send(body);
    }
  }

  /// Whether a body is left on the wire that nobody will read: one of a length that is small is
  /// read by Helidon, so that the connection can go on.
  private static boolean isUnread(ServerRequest request) {
    boolean chunked = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
    long length = request.headers().contentLength().orElse(0);
    if ((!chunked && length == 0) || request.content().consumed()) {
      return false;
    }
    return chunked || length > DRAINED_BYTES || isWaiting(request);
  }

  private static boolean isWaiting(ServerRequest request) {
    return request.headers().containsToken(HeaderValues.EXPECT_100) && !request.continueSent();
  }

  private static void drain(ServerRequest request) {
    if (isWaiting(request)) {
      return;
    }
    try (InputStream stream = request.content().inputStream()) {
      stream.readNBytes(DRAINED_BYTES);
    } catch (IOException | RuntimeException e) {
      // The client went first; the connection is closed either way.
    }
  }
}

package dev.tenon.server.http;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// An HTTP request as endpoints see it. The only thing between them and the server library, so that
/// the library can be changed in a day. Used by one thread.
public interface Request {
  /// `GET`, `POST` …
  String method();

  /// The decoded path, without query.
  String path();

  /// The decoded value of a `{name}` of the route's pattern; of a `{name*}` the rest of the path as
  /// it was sent, neither decoded nor checked.
  String pathParameter(String name);

  /// The decoded values of a query parameter, in order; empty when it is absent.
  List<String> queryParameters(String name);

  /// The first value of a header, whatever its case.
  Optional<String> header(String name);

  /// The value of a cookie.
  Optional<String> cookie(String name);

  /// The whole body.
  ///
  /// @throws ProblemException with status 413 when it is larger than the route allows
  byte[] body();

  /// The body read as `application/x-www-form-urlencoded`: values by name, in order.
  ///
  /// @throws ProblemException with status 415 or 400 when it is something else
  Map<String, List<String>> form();

  /// The headers in order, as they were sent: a name may come twice.
  List<Answer.Header> headers();

  /// The query as it was sent, without the question mark; empty text when there is none.
  String rawQuery();

  /// Whether there is a body, however short.
  boolean hasBody();

  /// How long the body says it is; empty when it does not, or when there is none.
  OptionalLong bodyLength();

  /// The body as it arrives, in place of [#body()]: never held whole, and each wait for more of it
  /// bounded by itself. The route's limit is the caller's to keep. Reading fails when the body does
  /// not arrive whole.
  InputStream bodyStream();

  /// From now until the answer is sent, interrupts this thread when the client closes the
  /// connection, so that nothing is awaited for somebody who has left. A request that waits behind
  /// this one on the connection ends the watching.
  void interruptWhenClientLeaves();

  /// Where the connection comes from.
  InetAddress remoteAddress();
}

package dev.tenon.server.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An HTTP request as endpoints see it. The only thing between them and the server library, so that
/// the library can be changed in a day. Used by one thread.
public interface Request {
  /// `GET`, `POST` …
  String method();

  /// The decoded path, without query.
  String path();

  /// The decoded value of a `{name}` of the route's pattern.
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

  /// Where the connection comes from.
  InetAddress remoteAddress();
}

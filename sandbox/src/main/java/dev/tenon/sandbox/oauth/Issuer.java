package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Request;
import java.net.URI;

/// Where one authorization server is.
record Issuer(URI uri) {
  String at(String path) {
    return uri + path;
  }

  /// The path of the issuer with `path` below it, for links on pages of the same host.
  String local(String path) {
    return uri.getPath() + path;
  }

  /// Where `request` itself went, to post a form back to it.
  String local(Request request) {
    String query = request.query().encode();
    return local(request.path()) + (query.isEmpty() ? "" : "?" + query);
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}

package dev.tenon.server.outbound.api;

import dev.tenon.connector.Api;
import dev.tenon.connector.Template;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The headers that a connector declares for every call, looked at once. Immutable.
record DeclaredHeaders(List<Declared> headers) {
  /// Names under which a template may use what must not come from a caller.
  private static final Set<String> CREDENTIALS = Set.of("access_token", "client_secret");

  static DeclaredHeaders of(Api api) {
    return new DeclaredHeaders(
        api.headers().entrySet().stream()
            .map(
                header ->
                    new Declared(
                        header.getKey(),
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue(),
                        !Collections.disjoint(header.getValue().names(), CREDENTIALS)))
            .toList());
  }

  /// One of them.
  ///
  /// @param firm whether it says who calls, so that a caller's own never takes its place
  record Declared(String name, String lowerName, Template template, boolean firm) {}
}

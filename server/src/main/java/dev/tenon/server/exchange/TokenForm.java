package dev.tenon.server.exchange;

import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The parameters of a request to the token endpoint (RFC 6749 §3.2): from its body, none twice,
/// and one without a value counts as absent. Only what the token is for may stand in the address as
/// well, for libraries that can be given an endpoint and no parameter.
final class TokenForm {
  /// What would end up in logs if it were taken from the address.
  private static final List<String> NEVER_IN_ADDRESS =
      List.of("grant_type", "subject_token", "actor_token", "client_secret", "client_assertion");

  private final Map<String, List<String>> fields;
  private final Request request;

  private TokenForm(Map<String, List<String>> fields, Request request) {
    this.fields = fields;
    this.request = request;
  }

  /// The form of `request`.
  static TokenForm of(Request request) {
    try {
      for (String name : NEVER_IN_ADDRESS) {
        if (!request.queryParameters(name).isEmpty()) {
          throw OAuthError.invalidRequest("Send '" + name + "' in the body, never in the address.")
              .exception();
        }
      }
      return new TokenForm(request.form(), request);
    } catch (ProblemException e) {
      throw OAuthError.of(
              e.problem().status() == 413 ? 413 : 400, "invalid_request", e.problem().detail())
          .exception();
    }
  }

  /// The value of a parameter that may come once.
  Optional<String> one(String name) {
    List<String> values = fields.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw OAuthError.invalidRequest("'" + name + "' is given more than once.").exception();
    }
    return values.stream().filter(value -> !value.isEmpty()).findFirst();
  }

  /// The value of a parameter that must come.
  String required(String name) {
    return one(name)
        .orElseThrow(() -> OAuthError.invalidRequest("'" + name + "' is required.").exception());
  }

  /// The different values of a parameter that may come several times (RFC 8693 §2.1), in the
  /// address too.
  List<String> targets(String name) {
    return Stream.concat(
            fields.getOrDefault(name, List.of()).stream(), request.queryParameters(name).stream())
        .filter(value -> !value.isEmpty())
        .distinct()
        .toList();
  }
}

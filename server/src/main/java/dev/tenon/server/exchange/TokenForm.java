package dev.tenon.server.exchange;

import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a request to the token endpoint (RFC 6749 §3.2): from its body alone, none
/// twice, and one without a value counts as absent.
final class TokenForm {
  /// What would end up in logs if it were taken from the address.
  private static final List<String> NEVER_IN_ADDRESS =
      List.of("grant_type", "subject_token", "actor_token", "client_secret", "client_assertion");

  private final Map<String, List<String>> fields;

  private TokenForm(Map<String, List<String>> fields) {
    this.fields = fields;
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
      return new TokenForm(request.form());
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

  /// The different values of a parameter that may come several times (RFC 8693 §2.1).
  List<String> many(String name) {
    return fields.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isEmpty())
        .distinct()
        .toList();
  }
}

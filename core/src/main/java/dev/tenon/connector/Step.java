package dev.tenon.connector;

import java.util.Map;

/// One HTTP request of a login or an exchange. Its templates may use `${steps.N.path}` (a field of
/// the answer of step N, from 0; the token endpoint's answer is step 0 of client credentials)
/// besides the usual values.
///
/// @param method HTTP method
/// @param bodyFormat how `body` is written
/// @param body fields; names may be dotted for nested JSON; for [TokenRules.BodyFormat#TEXT] the
///   whole body, under the empty name
/// @param reading where the token is, in the last step
public record Step(
    String method,
    Template url,
    Map<String, Template> headers,
    TokenRules.BodyFormat bodyFormat,
    Map<String, Template> body,
    TokenReading reading) {
  public Step {
    headers = Ordered.copyOf(headers);
    body = Ordered.copyOf(body);
  }
}

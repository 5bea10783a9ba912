package dev.tenon.connect;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.oauth.AuthorizationCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What an authorization server answered through the browser (RFC 6749 §4.1.2, RFC 9207).
sealed interface AuthorizationAnswer {
  /// Longer codes are known, but none of this length.
  int LONGEST_CODE = 8192;

  /// Longer values in a callback are not kept.
  int LONGEST_VALUE = 1024;

  /// What says that a person, or the provider for them, declined.
  Set<String> DECLINED =
      Set.of("access_denied", "consent_required", "interaction_required", "login_required");

  /// What says that the provider has a bad moment.
  Set<String> UNAVAILABLE = Set.of("server_error", "temporarily_unavailable");

  /// Yes.
  ///
  /// @param metadata what the connector keeps of the callback
  record Code(AuthorizationCode code, Map<String, String> metadata)
      implements AuthorizationAnswer {}

  /// No, or not an answer at all.
  record No(Exchange.Not not) implements AuthorizationAnswer {}

  /// Reads the answer of the authorization server of `client`.
  static AuthorizationAnswer read(CallbackParameters parameters, ResolvedClient client) {
    AuthorizeRules rules = AuthorizationRequest.rules(client);
    boolean repeated =
        Stream.concat(
                Stream.of(rules.codeParameter(), "iss", "error", "error_description", "error_uri"),
                rules.metadata().keySet().stream())
            .anyMatch(name -> !parameters.isSingle(name));
    Optional<String> code = parameters.single(rules.codeParameter());
    Optional<String> error = parameters.single("error");
    if (repeated || code.isPresent() == error.isPresent()) {
      return no(Reason.MALFORMED, "code and error missing, repeated or both there");
    }
    if (!isFromIssuer(parameters, client, rules)) {
      return no(Reason.ISSUER_MISMATCH, "iss is missing or not the issuer that was asked");
    }
    if (error.isPresent()) {
      return no(reason(error.get()), Exchanges.code(error.get()));
    }
    return code.get().length() > LONGEST_CODE
        ? no(Reason.MALFORMED, "the code is too long")
        : new Code(AuthorizationCode.of(code.get()), metadata(parameters, rules));
  }

  /// An issuer that is not known cannot be compared, unless it promised to name itself.
  private static boolean isFromIssuer(
      CallbackParameters parameters, ResolvedClient client, AuthorizeRules rules) {
    boolean promised = rules.issuerInCallback();
    Optional<String> iss = parameters.single("iss");
    return iss.isEmpty() ? !promised : client.issuer().map(iss.get()::equals).orElse(!promised);
  }

  private static Map<String, String> metadata(CallbackParameters parameters, AuthorizeRules rules) {
    Map<String, String> kept = new HashMap<>();
    rules
        .metadata()
        .forEach(
            (there, here) ->
                parameters
                    .single(there)
                    .filter(value -> value.length() <= LONGEST_VALUE)
                    .filter(value -> value.chars().noneMatch(Character::isISOControl))
                    .ifPresent(value -> kept.put(here, value)));
    return kept;
  }

  private static Reason reason(String error) {
    if (DECLINED.contains(error)) {
      return Reason.DENIED;
    }
    return UNAVAILABLE.contains(error) ? Reason.PROVIDER_UNAVAILABLE : Reason.REQUEST_REJECTED;
  }

  private static No no(Reason reason, String detail) {
    return new No(Exchange.Not.of(reason, detail));
  }
}

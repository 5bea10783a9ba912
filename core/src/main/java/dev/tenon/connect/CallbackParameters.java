package dev.tenon.connect;

import dev.tenon.oauth.State;
import dev.tenon.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The query parameters of a callback, as they came: anything may be in them.
///
/// @param values the decoded values of a parameter, in order; empty when it is absent
public record CallbackParameters(Function<String, List<String>> values) {
  private static final int STATE_LENGTH = 43;

  /// The state, where there is exactly one that could be ours.
  Optional<State> state() {
    return isSingle("state")
        ? single("state")
            .filter(text -> RandomTexts.is(text, STATE_LENGTH))
            .map(text -> new State(Secret.of(text)))
        : Optional.empty();
  }

  /// The value of a parameter that is there, not empty, and not repeated.
  Optional<String> single(String name) {
    return values.apply(name).stream().findFirst().filter(value -> !value.isEmpty());
  }

  /// Whether the parameter comes once or not at all (RFC 6749 §3.1).
  boolean isSingle(String name) {
    return values.apply(name).size() <= 1;
  }
}

package dev.tenon.entry;

import dev.tenon.member.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The query parameters with which a browser comes back from a provider, as they came: anything may
/// be in them.
///
/// @param values the decoded values of a parameter, in order; empty when it is absent
public record EntryAnswer(Function<String, List<String>> values) {
  private static final int LONGEST_CODE = 8192;

  /// The state, where there is exactly one that can be ours.
  Optional<Ticket> state() {
    return single("state").flatMap(Ticket::parse);
  }

  /// Whether it is an answer at all: either a code or an error, and nothing twice (RFC 6749 §3.1).
  boolean isWhole() {
    boolean repeated =
        Stream.of("state", "code", "iss", "error").anyMatch(it -> values.apply(it).size() > 1);
    return !repeated && code().isPresent() != error().isPresent();
  }

  Optional<String> code() {
    return single("code").filter(it -> it.length() <= LONGEST_CODE);
  }

  Optional<String> error() {
    return single("error");
  }

  /// Who says that it is the one answering (RFC 9207).
  Optional<String> issuer() {
    return single("iss");
  }

  private Optional<String> single(String name) {
    return values.apply(name).stream().findFirst().filter(value -> !value.isEmpty());
  }
}

package dev.tenon.oauth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// A set of scope tokens (RFC 6749 §3.3), in the order in which they were given.
///
/// @param tokens printable ASCII without space, quote or backslash
public record Scope(Set<String> tokens) {
  private static final Scope NONE = new Scope(Set.of());

  public Scope {
    for (String token : tokens) {
      if (!isToken(token)) {
        throw new IllegalArgumentException("not a scope token: " + token);
      }
    }
    tokens = Collections.unmodifiableSet(new LinkedHashSet<>(tokens));
  }

  /// No scope at all.
  public static Scope none() {
    return NONE;
  }

  /// The tokens of `text`, separated by white space or commas: providers answer with either.
  ///
  /// @throws IllegalArgumentException when a token has a character that RFC 6749 does not allow
  public static Scope parse(String text) {
    Set<String> tokens = new LinkedHashSet<>();
    for (String token : text.strip().split("[\\s,]+", -1)) {
      if (!token.isEmpty()) {
        tokens.add(token);
      }
    }
    return new Scope(tokens);
  }

  /// Whether every character of `token` is allowed in a scope token and there is at least one.
  public static boolean isToken(String token) {
    return !token.isEmpty()
        && token.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\');
  }

  /// The tokens joined by `separator`; a space, unless the provider wants another.
  public String format(String separator) {
    return String.join(separator, tokens);
  }

  /// Whether there is no token.
  public boolean isEmpty() {
    return tokens.isEmpty();
  }

  /// The tokens of this that `granted` lacks.
  public Scope minus(Scope granted) {
    return new Scope(
        tokens.stream()
            .filter(token -> !granted.tokens.contains(token))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /// The tokens of both.
  public Scope plus(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(tokens);
    all.addAll(more);
    return new Scope(all);
  }

  @Override
  public String toString() {
    return format(" ");
  }
}

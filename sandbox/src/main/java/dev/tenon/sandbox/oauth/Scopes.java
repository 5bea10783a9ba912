package dev.tenon.sandbox.oauth;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// Scope lists as they travel: tokens with a space between (RFC 6749 §3.3).
final class Scopes {
  private Scopes() {}

  static Set<String> parse(String text) {
    var scopes = new LinkedHashSet<String>();
    Arrays.stream(text.split(" ", -1)).filter(scope -> !scope.isEmpty()).forEach(scopes::add);
    return scopes;
  }

  static String join(Collection<String> scopes) {
    return String.join(" ", scopes);
  }
}

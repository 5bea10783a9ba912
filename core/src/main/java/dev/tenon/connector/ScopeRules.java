package dev.tenon.connector;

import dev.tenon.oauth.Scope;
import java.util.List;

/// What the provider's scopes are and how they are written.
///
/// @param separator between tokens; a space (RFC 6749 §3.3) or what the provider wants instead
/// @param defaults asked for when the OAuth client names none: scope tokens separated by spaces,
///   with placeholders for those that differ from client to client; empty text for none
/// @param always asked for besides, for example `offline_access`
/// @param minimum what suffices for reading; asking for more is pointed out
/// @param offered what an admin can pick, with what each allows
public record ScopeRules(
    String separator, Template defaults, Scope always, Scope minimum, List<OfferedScope> offered) {
  public ScopeRules {
    offered = List.copyOf(offered);
  }

  /// Nothing is known; tokens are separated by spaces.
  public static ScopeRules unknown() {
    return new ScopeRules(" ", Template.parse(""), Scope.none(), Scope.none(), List.of());
  }

  /// A scope that can be picked.
  ///
  /// @param allows what it lets an app do, in plain words
  public record OfferedScope(String token, String allows) {}
}

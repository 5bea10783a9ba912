package dev.tenon.member;

import java.util.Locale;
import java.util.Optional;

/// What a member may do. Each may do what the one before it may.
public enum Role {
  /// Sees everything but secrets, changes nothing.
  VIEWER,
  /// Also works on apps, their keys and webhooks, and has connections refreshed.
  DEVELOPER,
  /// Also registers OAuth clients, changes settings, revokes, and decides who is a member.
  ADMIN;

  /// Whether whoever has this role may do what `needed` may.
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /// The name in the API.
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role that the API calls `name`.
  public static Optional<Role> parse(String name) {
    for (Role role : values()) {
      if (role.apiName().equals(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}

package dev.tenon.server.admin;

import dev.tenon.secret.Secret;

/// The one place where the console opens a secret: what was made just now, for the one page that
/// shows it to whoever made it.
final class Shown {
  private Shown() {}

  static String of(Secret secret) {
    return secret.reveal();
  }
}

package dev.tenon.server.admin.page;

import dev.tenon.secret.Secret;

/// The one place where the console opens a secret: what was made just now, for the one page that
/// shows it to whoever made it.
public final class Shown {
  private Shown() {}

  /// The secret as text.
  public static String of(Secret secret) {
    return secret.reveal();
  }
}

package dev.tenon.connection;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;

/// Whose connection it is.
public sealed interface Owner {
  /// A user, who connected in the browser.
  record User(UserId id) implements Owner {}

  /// An app, which is its own user: client credentials and the like.
  record App(AppName name) implements Owner {}
}

package dev.tenon.cli.run;

import dev.tenon.sdk.Secret;
import dev.tenon.server.Settings;
import java.net.URI;
import java.util.Optional;

/// A hub that runs within this program.
///
/// @param url how browsers reach it
/// @param newAdminKey the admin key that was made at this start, to be shown once
/// @param signInLink with which the first member signs in to the console, to be shown once
/// @param closing ends it: what is under way is finished first
public record RunningHub(
    URI url, Optional<Secret> newAdminKey, Optional<URI> signInLink, Runnable closing)
    implements AutoCloseable {
  @Override
  public void close() {
    closing.run();
  }

  /// How a hub is started; it answers when this returns.
  @FunctionalInterface
  public interface Starter {
    /// Starts it.
    RunningHub start(Settings settings);
  }
}

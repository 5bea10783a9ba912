package dev.tenon.token;

import dev.tenon.workspace.StoreUnavailableException;

/// Writes that are good to have and not worth failing for.
final class Notes {
  private Notes() {}

  /// Runs `note`; where the store is away, it is left out.
  static void tried(Runnable note) {
    try {
      note.run();
    } catch (StoreUnavailableException _) {
      // The next answer says the same again.
    }
  }
}

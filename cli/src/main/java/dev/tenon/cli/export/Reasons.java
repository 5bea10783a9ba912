package dev.tenon.cli.export;

import dev.tenon.sdk.HubRefusedException;
import java.io.IOException;

/// Why something is missing, in words for the manifest. Pure; safe for use by any thread.
final class Reasons {
  private Reasons() {}

  static String of(Exception failure) {
    return switch (failure) {
      case HubRefusedException refused -> refused.problem().detail();
      case Patience.GivenUpException it -> String.valueOf(it.getMessage());
      case IOException _ -> "It did not come to its end.";
      default -> String.valueOf(failure.getMessage());
    };
  }
}

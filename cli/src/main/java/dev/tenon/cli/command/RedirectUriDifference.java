package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.Failure;
import java.util.Optional;

/// How a redirect URI that somebody registered at a provider differs from the hub's. Pure.
final class RedirectUriDifference {
  private RedirectUriDifference() {}

  /// The failure that names the difference; empty where there is none.
  static Optional<Failure> between(String registered, String ours) {
    if (registered.equals(ours)) {
      return Optional.empty();
    }
    return Optional.of(
        Failure.of(
            ExitCode.REFUSED,
            "The redirect URI at the provider differs from the hub's: "
                + difference(registered, ours)
                + ".",
            "the admin",
            "Register exactly " + ours + " at the provider, in place of " + registered + "."));
  }

  private static String difference(String registered, String ours) {
    if (ours.equals(registered + "/")) {
      return "the '/' at its end is missing";
    }
    if (registered.equals(ours + "/")) {
      return "it has a '/' too many at its end";
    }
    if (registered.strip().equals(ours)) {
      return "it has a space before or behind it";
    }
    if (registered.equalsIgnoreCase(ours)) {
      return "upper and lower case differ, first at character " + (common(registered, ours) + 1);
    }
    int same = common(registered, ours);
    return "from character %d on it has '%s' in place of '%s'"
        .formatted(same + 1, registered.substring(same), ours.substring(same));
  }

  private static int common(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return same;
  }
}

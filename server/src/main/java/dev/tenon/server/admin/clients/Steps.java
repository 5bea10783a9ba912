package dev.tenon.server.admin.clients;

import java.util.List;

/// The steps in which an OAuth client is made. Pure.
final class Steps {
  private static final List<String> LABELS =
      List.of("Provider", "Basic information", "Configuration");

  private Steps() {}

  /// @param state `done`, `now` or `later`
  record Step(String label, String state) {}

  /// All of them, seen from the one of that number, from 0.
  static List<Step> at(int now) {
    return List.of(step(0, now), step(1, now), step(2, now));
  }

  /// The steps where another workspace's client is adopted: there is nothing to configure.
  static List<Step> adopting() {
    return List.of(step(0, 1), step(1, 1));
  }

  private static Step step(int number, int now) {
    return new Step(LABELS.get(number), number < now ? "done" : number == now ? "now" : "later");
  }
}

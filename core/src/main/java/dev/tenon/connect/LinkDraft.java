package dev.tenon.connect;

import dev.tenon.access.UserId;
import dev.tenon.client.IntegrationName;
import dev.tenon.workspace.Language;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A connect link as a caller wishes it.
///
/// @param returnUrl as sent, not yet checked
/// @param expiresIn empty for [#DEFAULT_LIFE]
/// @param maxUses empty for as many as there are integrations
/// @param language empty for the one that the user's browser likes best
public record LinkDraft(
    List<IntegrationName> integrations,
    UserId user,
    Optional<String> returnUrl,
    Optional<Duration> expiresIn,
    Optional<Integer> maxUses,
    Optional<Language> language) {
  /// How long a link lives when nobody says.
  public static final Duration DEFAULT_LIFE = Duration.ofMinutes(30);

  static final Duration SHORTEST_LIFE = Duration.ofSeconds(60);
  static final Duration LONGEST_LIFE = Duration.ofDays(7);
  static final Duration LONGEST_LASTING = Duration.ofDays(366);
  static final int MOST_INTEGRATIONS = 20;
  static final int MOST_USES = 1000;

  public LinkDraft {
    integrations = integrations.stream().distinct().toList();
  }

  /// A link in the language that the user's browser likes best.
  public LinkDraft(
      List<IntegrationName> integrations,
      UserId user,
      Optional<String> returnUrl,
      Optional<Duration> expiresIn,
      Optional<Integer> maxUses) {
    this(integrations, user, returnUrl, expiresIn, maxUses, Optional.empty());
  }

  Duration life() {
    return expiresIn.orElse(DEFAULT_LIFE);
  }

  int uses() {
    return maxUses.orElse(Math.max(1, integrations.size()));
  }
}

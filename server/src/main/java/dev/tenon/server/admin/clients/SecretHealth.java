package dev.tenon.server.admin.clients;

import dev.tenon.client.ClientSecret;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.SecretExpiries;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Words;
import java.time.Duration;
import java.time.Instant;

/// How the secret of an OAuth client stands. Pure.
final class SecretHealth {
  private static final Duration SOON = Duration.ofDays(7);

  private SecretHealth() {}

  /// The client's: what its provider last said of it goes before when its secret ends.
  static Badge of(OAuthClient client, Instant now) {
    if (client.isRejected()) {
      return Badge.bad("Rejected");
    }
    if (client.loan().isPresent()) {
      return Badge.plain("Its provider’s");
    }
    return client.secrets().isEmpty() ? Badge.plain("None") : of(client.secrets().getFirst(), now);
  }

  static Badge of(ClientSecret secret, Instant now) {
    if (secret.expiresAt().isEmpty()) {
      return Badge.good("No end known");
    }
    Instant end = secret.expiresAt().get();
    if (!end.isAfter(now)) {
      return Badge.bad("Ended");
    }
    String left = "Ends in " + Words.count(SecretExpiries.daysLeft(end, now), "day", "days");
    if (SecretExpiries.stage(end, now).isEmpty()) {
      return Badge.good("Until " + Words.day(end));
    }
    return end.isBefore(now.plus(SOON)) ? Badge.bad(left) : Badge.wait(left);
  }

  /// By which secrets that end sooner come first.
  static long end(OAuthClient client) {
    return client.secrets().stream()
        .findFirst()
        .flatMap(ClientSecret::expiresAt)
        .map(Instant::toEpochMilli)
        .orElse(Long.MAX_VALUE - 1);
  }
}

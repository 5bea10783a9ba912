package dev.tenon.server.admin.connections;

import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.LastError;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.Turn;
import dev.tenon.oauth.Account;
import dev.tenon.server.admin.page.Words;
import java.time.Instant;
import java.util.Optional;

/// How connections are called and who must act on them, in a few words.
final class Faces {
  private Faces() {}

  /// Whose it is.
  static String owner(Owner owner) {
    return switch (owner) {
      case Owner.User(var id) -> id.value();
      case Owner.App(var name) -> name.value();
    };
  }

  /// What the account is called, as far as the provider says; empty text where it does not.
  static String account(Account account) {
    return account.name().or(account::email).or(account::subject).orElse("");
  }

  /// What else is known of the account.
  static Optional<String> more(Account account) {
    return account.name().isPresent() ? account.email().or(account::subject) : Optional.empty();
  }

  /// Who must act; empty where nobody has to.
  static Optional<String> turn(Connection connection, Optional<OAuthClient> client) {
    if (connection.status() == Status.REVOKED) {
      return Optional.empty();
    }
    if (connection.status() == Status.PENDING_VERIFICATION) {
      return Optional.of("The app");
    }
    if (connection.status() == Status.REAUTHORIZATION_REQUIRED) {
      return Optional.of("Its user");
    }
    if (client.filter(OAuthClient::isRejected).isPresent()) {
      return Optional.of(turn(Turn.ADMIN));
    }
    return connection.status() == Status.FAILING
        ? Optional.of(turn(connection.lastError().map(LastError::turn).orElse(Turn.NOBODY)))
        : Optional.empty();
  }

  static String turn(Turn turn) {
    return switch (turn) {
      case NOBODY -> "Nobody";
      case USER -> "Its user";
      case ADMIN -> "An admin";
      case OPERATOR -> "The operator";
      case DEVELOPER -> "A developer";
    };
  }

  /// When it is refreshed next, where it will be by itself.
  static Optional<Words.When> next(Connection connection, Instant now) {
    return switch (connection.status()) {
      case ACTIVE -> connection.nextRefreshAt().map(it -> Words.when(it, now));
      case FAILING ->
          connection
              .lastError()
              .flatMap(LastError::nextAttemptAt)
              .or(connection::nextRefreshAt)
              .map(it -> Words.when(it, now));
      case PENDING_VERIFICATION, REAUTHORIZATION_REQUIRED, REVOKED -> Optional.empty();
    };
  }
}

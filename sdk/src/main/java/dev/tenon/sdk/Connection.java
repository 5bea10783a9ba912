package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one user holds at one provider through one OAuth client.
///
/// @param integration the name of the OAuth client
/// @param user the user, by the organisation's own id
/// @param status `pending_verification`, `active`, `failing`, `reauthorization_required` or
///   `revoked`
/// @param account how the provider names the user
/// @param lastRefreshedAt when its token was last refreshed
/// @param nextRefreshAt when it is due next
/// @param lastError what went wrong last, for people
/// @param members everything that the hub said
public record Connection(
    String id,
    String integration,
    String user,
    String status,
    Optional<String> account,
    List<String> scopes,
    Optional<Instant> createdAt,
    Optional<Instant> lastRefreshedAt,
    Optional<Instant> nextRefreshAt,
    Optional<String> lastError,
    JsonObject members) {
  /// Copies the scopes.
  public Connection {
    scopes = List.copyOf(scopes);
  }

  /// Whether it hands out tokens.
  public boolean isActive() {
    return status.equals("active");
  }

  static Connection of(JsonObject members) {
    return new Connection(
        members.requiredText("id"),
        members.text("integration").orElse(""),
        members.text("user").orElse(""),
        members.text("status").orElse(""),
        account(members),
        members.texts("scopes"),
        members.time("created_at"),
        members.time("last_refreshed_at"),
        members.time("next_refresh_at"),
        lastError(members),
        members);
  }

  private static Optional<String> account(JsonObject members) {
    return members
        .text("account")
        .or(
            () ->
                members
                    .object("account")
                    .flatMap(
                        account ->
                            account
                                .text("name")
                                .or(() -> account.text("email"))
                                .or(() -> account.text("subject"))
                                .or(() -> account.text("id"))));
  }

  private static Optional<String> lastError(JsonObject members) {
    return members
        .text("last_error")
        .or(
            () ->
                members
                    .object("last_error")
                    .flatMap(
                        error ->
                            error
                                .text("detail")
                                .or(() -> error.text("message"))
                                .or(() -> error.text("code"))));
  }
}

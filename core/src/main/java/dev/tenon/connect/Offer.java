package dev.tenon.connect;

import dev.tenon.client.IntegrationName;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Field;
import dev.tenon.connector.Translations;
import dev.tenon.oauth.Account;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One integration as the page of a connect link shows it.
///
/// @param title the provider's name for people
/// @param permissions what will be shared
/// @param fields what the user fills in
/// @param connector that it is of; empty where it cannot be connected
/// @param translations of what the connector says in permissions, fields and tables
/// @param connectedAt when the user connected, where they have
/// @param account whose account is connected now, as far as is known
/// @param signInFirst whether the fields can be filled in only after the workspace's own sign-in
/// @param goesTo where the form's answer sends the browser, as far as that is known before the form
///   is filled in
public record Offer(
    IntegrationName integration,
    String title,
    Optional<ConnectorName> connector,
    List<Permission> permissions,
    List<Field> fields,
    Translations translations,
    Standing standing,
    Optional<Instant> connectedAt,
    Optional<Account> account,
    boolean signInFirst,
    Optional<URI> goesTo) {
  public Offer {
    permissions = List.copyOf(permissions);
    fields = List.copyOf(fields);
  }

  /// How the user's connection stands.
  public enum Standing {
    /// Not connected yet.
    NOT_YET,
    /// Connected; may be connected again.
    CONNECTED,
    /// Dead until the user connects again.
    NEEDS_RECONNECT,
    /// Connected, but the app has not confirmed it yet.
    PENDING,
    /// Cannot be connected: the admin must mend it.
    UNAVAILABLE
  }
}

package dev.tenon.server.sql;

import dev.tenon.access.AppName;
import dev.tenon.access.KeyId;
import dev.tenon.access.MemberId;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.PendingGrantId;
import dev.tenon.connect.UnclaimedGrantId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.DefinitionName;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.PasskeyId;
import dev.tenon.member.SignInLinkId;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Sealed;
import dev.tenon.sync.SyncId;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookId;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How values of core become parameters of a statement: an empty [Optional] is null, times and
/// durations are milliseconds, a list stands for its elements.
final class Parameters {
  private final PreparedStatement statement;
  private int last;

  private Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  static void bind(PreparedStatement statement, Object... values) throws SQLException {
    Parameters parameters = new Parameters(statement);
    for (Object value : values) {
      parameters.add(value);
    }
  }

  private void add(@Nullable Object value) throws SQLException {
    switch (value) {
      case null -> statement.setNull(++last, Types.NULL);
      case Optional<?> optional -> add(optional.orElse(null));
      case List<?> list -> {
        for (Object each : list) {
          add(each);
        }
      }
      case Boolean flag -> statement.setInt(++last, flag ? 1 : 0);
      case Integer number -> statement.setInt(++last, number);
      case Long number -> statement.setLong(++last, number);
      case Instant instant -> statement.setLong(++last, instant.toEpochMilli());
      case Duration duration -> statement.setLong(++last, duration.toMillis());
      case byte[] bytes -> statement.setBytes(++last, bytes);
      case Sealed sealed -> statement.setBytes(++last, sealed.ciphertext());
      case Fingerprint fingerprint -> statement.setString(++last, fingerprint.hex());
      case String text -> statement.setString(++last, storable(text));
      default -> statement.setString(++last, storable(text(value)));
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case WorkspaceId id -> id.value();
      case KeyId id -> id.value();
      case AppName name -> name.value();
      case UserId id -> id.value();
      case ConnectorName name -> name.value();
      case DefinitionName name -> name.value();
      case IntegrationName name -> name.value();
      case OAuthClientId id -> id.value();
      case ConnectionId id -> id.value();
      case ConnectLinkId id -> id.value();
      case PendingGrantId id -> id.value();
      case UnclaimedGrantId id -> id.value();
      case MemberId id -> id.value();
      case SignInLinkId id -> id.value();
      case PasskeyId id -> id.value();
      case EmailAddress email -> email.value();
      case WebhookId id -> id.value();
      case WebhookEventId id -> id.value();
      case SyncId id -> id.value();
      case Scope scope -> scope.format(" ");
      case URI uri -> uri.toString();
      default ->
          throw new IllegalStateException(
              "no parameter for a " + value.getClass().getName() + ", which indicates a bug");
    };
  }

  /// Refuses what does not come back as it went in: two different texts must not become one key.
  private static String storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean half = Character.isSurrogate(c) && !isPair(text, i);
      if (c == 0 || half) {
        throw new IllegalArgumentException("a text with NUL or half a character is not stored");
      }
    }
    return text;
  }

  private static boolean isPair(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}

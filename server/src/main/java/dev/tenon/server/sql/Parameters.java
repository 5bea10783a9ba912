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
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How values of core become parameters of a statement: an empty [Optional] is null, times and
/// durations are milliseconds, a list stands for its elements, a [Column] is an array.
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
      case List<?> list -> {
        for (Object each : list) {
          add(each);
        }
      }
      case Column column -> statement.setArray(++last, array(column));
      case null, default -> set(plain(value));
    }
  }

  private void set(@Nullable Object plain) throws SQLException {
    switch (plain) {
      case null -> statement.setNull(++last, Types.NULL);
      case Long number -> statement.setLong(++last, number);
      case byte[] bytes -> statement.setBytes(++last, bytes);
      case Integer number -> statement.setInt(++last, number);
      default -> statement.setString(++last, plain.toString());
    }
  }

  private Array array(Column column) throws SQLException {
    Stream<@Nullable Object> values = column.values().stream().map(Parameters::plain);
    Connection connection = statement.getConnection();
    return switch (column.type()) {
      case TEXT -> connection.createArrayOf("text", values.toArray(String[]::new));
      case INT8 -> connection.createArrayOf("int8", values.toArray(Long[]::new));
      case BYTEA -> connection.createArrayOf("bytea", values.toArray(byte[][]::new));
    };
  }

  /// What the driver is given for `value`: a text, a number, bytes or null.
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> optional -> plain(optional.orElse(null));
      case Boolean flag -> flag ? 1 : 0;
      case Integer number -> number;
      case Long number -> number;
      case Instant instant -> instant.toEpochMilli();
      case Duration duration -> duration.toMillis();
      case byte[] bytes -> bytes;
      case Sealed sealed -> sealed.ciphertext();
      case Fingerprint fingerprint -> fingerprint.hex();
      case String text -> storable(text);
      default -> storable(text(value));
    };
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

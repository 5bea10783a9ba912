package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Sealed;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;

/// One row of a result, read by column name.
record Row(ResultSet result) {

  WorkspaceId workspace() throws SQLException {
    return new WorkspaceId(text("workspace_id"));
  }

  String text(String column) throws SQLException {
    String text = result.getString(column);
    if (text == null) {
      throw new IllegalStateException(column + " is null, which indicates a bug");
    }
    return text;
  }

  Optional<String> optionalText(String column) throws SQLException {
    return Optional.ofNullable(result.getString(column));
  }

  Optional<URI> optionalUri(String column) throws SQLException {
    return optionalText(column).map(URI::create);
  }

  Fingerprint fingerprint(String column) throws SQLException {
    return new Fingerprint(text(column));
  }

  long number(String column) throws SQLException {
    return result.getLong(column);
  }

  int count(String column) throws SQLException {
    return Math.toIntExact(result.getLong(column));
  }

  boolean flag(String column) throws SQLException {
    return result.getLong(column) != 0;
  }

  Instant instant(String column) throws SQLException {
    return Instant.ofEpochMilli(result.getLong(column));
  }

  Optional<Instant> optionalInstant(String column) throws SQLException {
    long millis = result.getLong(column);
    return result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  Optional<Duration> optionalDuration(String column) throws SQLException {
    long millis = result.getLong(column);
    return result.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }

  Sealed sealed(String column) throws SQLException {
    return optionalSealed(column)
        .orElseThrow(() -> new IllegalStateException(column + " is null, which indicates a bug"));
  }

  Optional<Sealed> optionalSealed(String column) throws SQLException {
    return optionalBytes(column).map(Sealed::new);
  }

  Optional<byte[]> optionalBytes(String column) throws SQLException {
    return Optional.ofNullable(result.getBytes(column));
  }

  /// A scope as stored: tokens joined by single spaces. Unlike in a provider's answer, a comma may
  /// be part of a token here.
  Scope scope(String column) throws SQLException {
    return toScope(text(column));
  }

  static Scope toScope(String text) {
    return text.isEmpty()
        ? Scope.none()
        : new Scope(new LinkedHashSet<>(Arrays.asList(text.split(" ", -1))));
  }

  /// How a row becomes a thing.
  @FunctionalInterface
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }
}

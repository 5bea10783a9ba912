package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What database addresses name.
final class DatabaseSettingsTest {
  private static final Path DIRECTORY = Path.of("data");

  @Test
  void no_address_means_a_file_in_the_data_directory() {
    assertThat(DatabaseSettings.of(Optional.empty(), DIRECTORY))
        .isEqualTo(new DatabaseSettings.Sqlite(DIRECTORY.resolve("tenon.db")));
  }

  @Test
  void a_sqlite_address_names_a_file() {
    assertThat(DatabaseSettings.of(Optional.of("jdbc:sqlite:/var/lib/x.db"), DIRECTORY))
        .isEqualTo(new DatabaseSettings.Sqlite(Path.of("/var/lib/x.db")));
  }

  @Test
  void a_postgresql_address_is_kept_secret() {
    String url = "jdbc:postgresql://db/tenon?password=canary";

    DatabaseSettings settings = DatabaseSettings.of(Optional.of(url), DIRECTORY);

    assertThat(settings)
        .isEqualTo(
            new DatabaseSettings.Postgres(Secret.of(url), DatabaseSettings.Postgres.CONNECTIONS));
    assertThat(settings.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "postgres://db/tenon?password=canary",
        "jdbc:mysql://db/canary",
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:/x.db?password=canary"
      })
  void any_other_address_is_refused_without_repeating_it(String url) {
    assertThatThrownBy(() -> DatabaseSettings.of(Optional.of(url), DIRECTORY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql://")
        .hasMessageNotContaining("canary");
  }
}

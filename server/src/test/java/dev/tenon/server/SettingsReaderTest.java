package dev.tenon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.secret.Secret;
import dev.tenon.server.SettingsReader.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsReaderTest {
  @TempDir Path directory;

  @Test
  void the_defaults() {
    assertThat(valid(Map.of(), Map.of()))
        .isEqualTo(
            new Settings(
                "0.0.0.0",
                8080,
                Optional.empty(),
                directory.resolve("tenon-data"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                10_737_418_240L));
  }

  @Test
  void every_setting_by_name() {
    Map<String, String> environment =
        Map.of(
            "TENON_BIND_ADDRESS", "127.0.0.1",
            "TENON_PORT", "9000",
            "TENON_BASE_URL", "https://hub.example/",
            "TENON_DATA_DIR", "data",
            "TENON_DATABASE_URL", "jdbc:postgresql://db/tenon",
            "TENON_MASTER_KEY", "k",
            "TENON_ADMIN_KEY", "an-admin-key",
            "TENON_ALLOW_PRIVATE_ADDRESSES", "localhost, 10.0.0.0/8",
            "TENON_PROXY_MAX_BODY_BYTES", "1000");

    assertThat(valid(Map.of(), environment))
        .isEqualTo(
            new Settings(
                "127.0.0.1",
                9000,
                Optional.of(URI.create("https://hub.example")),
                directory.resolve("data"),
                Optional.of("jdbc:postgresql://db/tenon"),
                Optional.of(Secret.of("k")),
                Optional.of(Secret.of("an-admin-key")),
                List.of("localhost", "10.0.0.0/8"),
                1000));
  }

  @Test
  void flags_come_before_the_environment_and_that_before_the_file() throws IOException {
    Files.writeString(
        directory.resolve("tenon.yaml"),
        "port: 1\nbase_url: http://file.example\nallow_private_addresses: [localhost, 10.0.0.1]\n");

    Settings settings =
        valid(
            Map.of("port", "3"),
            Map.of("TENON_PORT", "2", "TENON_BASE_URL", "http://environment.example"));

    assertThat(settings.port()).isEqualTo(3);
    assertThat(settings.baseUrl()).contains(URI.create("http://environment.example"));
    assertThat(settings.allowPrivateAddresses()).containsExactly("localhost", "10.0.0.1");
  }

  @Test
  void every_problem_is_told_at_once_with_name_value_and_what_is_allowed() throws IOException {
    Files.writeString(directory.resolve("tenon.yaml"), "prot: 1\n");

    List<String> problems =
        problems(
            Map.of(
                "TENON_PORT", "70000",
                "TENON_BASE_URL", "ftp://x",
                "TENON_ADMIN_KEY", "short",
                "TENON_DATABASE_URL", "jdbc:mysql://u:geheim@db",
                "TENON_ALLOW_PRIVATE_ADDRESSES", "local host!",
                "TENON_PROT", "1"));

    assertThat(problems).hasSize(7);
    assertThat(problems)
        .anySatisfy(it -> assertThat(it).contains("TENON_PORT", "70000", "65535"))
        .anySatisfy(it -> assertThat(it).contains("TENON_BASE_URL", "ftp://x"))
        .anySatisfy(it -> assertThat(it).contains("TENON_PROT", "TENON_PORT"))
        .anySatisfy(it -> assertThat(it).contains("tenon.yaml", "prot"));
  }

  @Test
  void what_the_clients_read_may_stand_in_the_same_shell() {
    Settings settings =
        valid(
            Map.of(),
            Map.of("TENON_URL", "http://hub.example", "TENON_API_KEY", "k", "TENON_USER", "ada"));

    assertThat(settings.port()).isEqualTo(8080);
  }

  @Test
  void a_secret_value_is_never_repeated() {
    List<String> problems =
        problems(
            Map.of("TENON_ADMIN_KEY", "short", "TENON_DATABASE_URL", "jdbc:mysql://u:geheim@db"));

    assertThat(problems).hasSize(2).noneMatch(it -> it.contains("short") || it.contains("geheim"));
  }

  @Test
  void a_file_that_is_not_yaml_is_a_problem_and_not_a_crash() throws IOException {
    Files.writeString(directory.resolve("tenon.yaml"), "a: [");

    assertThat(problems(Map.of())).hasSize(1).allMatch(it -> it.contains("tenon.yaml"));
  }

  private Settings valid(Map<String, String> flags, Map<String, String> environment) {
    Result result = Settings.read(flags, environment, directory);
    assertThat(result).isInstanceOf(Result.Valid.class);
    return ((Result.Valid) result).settings();
  }

  private List<String> problems(Map<String, String> environment) {
    Result result = Settings.read(Map.of(), environment, directory);
    assertThat(result).isInstanceOf(Result.Invalid.class);
    return ((Result.Invalid) result).problems();
  }
}

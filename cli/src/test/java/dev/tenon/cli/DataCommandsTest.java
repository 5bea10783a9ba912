package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.server.Hub;
import dev.tenon.server.Settings;
import dev.tenon.server.SettingsReader;
import dev.tenon.server.vault.UnusableMasterKeyException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tenon backup` and `tenon rotate-keys`, on the data of real hubs.
final class DataCommandsTest {
  private static final String ADMIN_KEY = "an-admin-key-for-tests";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OTHER = "/v3+/f79/v3+/f79/v3+/f79/v3+/f79/v3+/f79/v0=";

  @TempDir private Path directory;
  private final Program tenon = new Program();
  private String appKey = "";

  @AfterEach
  void close() {
    tenon.close();
  }

  @Test
  void a_backup_of_a_running_hub_serves_tokens_elsewhere_and_opens_with_its_key_only()
      throws IOException {
    try (Hub hub = start("data", Map.of())) {
      fill(hub);
      var run = run("backup", "--data-dir", "data", "--to", "copy");
      assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
      assertThat(run.out()).contains("tenon.db").contains("master.key");
      assertThat(run("backup", "--data-dir", "data", "--to", "copy").code())
          .isEqualTo(ExitCode.USAGE);
      addLater(hub);
    }
    assertThat(Files.exists(directory.resolve("copy/master.key"))).isFalse();
    assertThat(Files.readString(directory.resolve("data/master.key"))).isNotBlank();

    assertThatThrownBy(() -> start("copy", Map.of("TENON_MASTER_KEY", OTHER)))
        .isInstanceOf(UnusableMasterKeyException.class);

    Files.copy(directory.resolve("data/master.key"), directory.resolve("copy/master.key"));
    try (Hub restored = start("copy", Map.of())) {
      assertThat(token(restored, "ada")).isEqualTo("planted-access");
      try (TenonClient admin = TenonClient.of(restored.url(), Secret.of(ADMIN_KEY))) {
        assertThat(admin.connections().list().toList()).hasSize(1);
      }
    }
  }

  @Test
  void a_workspace_that_lost_its_last_admin_key_gets_another() {
    start("data", Map.of()).close();

    var run = run("keys", "recover", "--data-dir", "data");

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    try (Hub hub = start("data", Map.of());
        TenonClient admin = TenonClient.of(hub.url(), Secret.of(run.out().strip()))) {
      assertThat(admin.adminKeys().list().stream().map(key -> key.name())).contains("recovered");
    }
    assertThat(run("keys", "recover", "--data-dir", "data", "--workspace", "wsp_none").err())
        .contains("There is no such workspace", "There are ");
    assertThat(run("keys", "recover", "--data-dir", "nowhere").err())
        .contains("There is no hub's data in ");
  }

  @Test
  void a_key_in_a_file_is_replaced_and_the_old_one_opens_nothing() throws IOException {
    try (Hub hub = start("data", Map.of())) {
      fill(hub);
      var refused = run("rotate-keys", "--data-dir", "data");
      assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
      assertThat(refused.err()).contains("stop the hub");
    }
    Path file = directory.resolve("data/master.key");
    String before = Files.readString(file);

    rotates();

    String after = Files.readString(file);
    assertThat(after).isNotEqualTo(before);
    assertThat(Files.exists(directory.resolve("data/master.key.new"))).isFalse();
    try (Hub hub = start("data", Map.of())) {
      assertThat(token(hub, "ada")).isEqualTo("planted-access");
    }
    Files.writeString(file, before);
    assertThatThrownBy(() -> start("data", Map.of()))
        .isInstanceOf(UnusableMasterKeyException.class);
  }

  @Test
  void a_rotation_that_was_cut_off_is_finished_by_the_next_start_or_the_next_run()
      throws IOException {
    Path next = directory.resolve("data/master.key.new");
    try (Hub hub = start("data", Map.of())) {
      fill(hub);
    }
    Path file = directory.resolve("data/master.key");
    String old = Files.readString(file);
    run("rotate-keys", "--data-dir", "data");
    // As if it had been killed before the new key took the file's place.
    Files.copy(file, next, StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(file, old);

    try (Hub hub = start("data", Map.of())) {
      assertThat(token(hub, "ada")).isEqualTo("planted-access");
    }
    assertThat(Files.exists(next)).isFalse();

    String now = Files.readString(file);
    Files.copy(file, next, StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(next, OTHER + "\n");
    // As if it had been killed before the database took the new key.
    rotates();
    assertThat(Files.readString(file).strip()).isEqualTo(OTHER).isNotEqualTo(now.strip());
    try (Hub hub = start("data", Map.of())) {
      assertThat(token(hub, "ada")).isEqualTo("planted-access");
    }
  }

  @Test
  void a_key_in_the_environment_is_replaced_by_a_given_one() {
    try (Hub hub = start("data", Map.of("TENON_MASTER_KEY", KEY))) {
      fill(hub);
    }
    tenon.variable("TENON_MASTER_KEY", KEY);
    assertThat(run("rotate-keys", "--data-dir", "data").code()).isEqualTo(ExitCode.USAGE);
    tenon.variable("TENON_NEW_MASTER_KEY", OTHER);
    rotates();

    assertThatThrownBy(() -> start("data", Map.of("TENON_MASTER_KEY", KEY)))
        .isInstanceOf(UnusableMasterKeyException.class);
    try (Hub hub = start("data", Map.of("TENON_MASTER_KEY", OTHER))) {
      assertThat(token(hub, "ada")).isEqualTo("planted-access");
    }
  }

  @Test
  void data_that_is_not_there_is_said_to_be_missing() {
    assertThat(run("backup", "--data-dir", "nowhere", "--to", "copy").code())
        .isEqualTo(ExitCode.USAGE);
  }

  private void rotates() {
    var run = run("rotate-keys", "--data-dir", "data");
    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
  }

  private Program.Run run(String... words) {
    return tenon.in(directory).run(Stream.of(words).toList());
  }

  private Hub start(String data, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("TENON_PORT", "0");
    environment.put("TENON_DATA_DIR", data);
    environment.put("TENON_ADMIN_KEY", ADMIN_KEY);
    return Hub.start(
        ((SettingsReader.Result.Valid) Settings.read(Map.of(), environment, directory)).settings());
  }

  private void fill(Hub hub) {
    try (TenonClient admin = TenonClient.of(hub.url(), Secret.of(ADMIN_KEY))) {
      admin
          .oauthClients()
          .create(
              "files",
              OAuthClientFields.none()
                  .connector("generic-oauth2")
                  .clientId("c-1")
                  .clientSecret(Secret.of("planted-secret"))
                  .authorizationUrl(URI.create("https://files.example/authorize"))
                  .tokenUrl(URI.create("https://files.example/token")));
      admin.apps().create("viewer");
      appKey = admin.apps().createKey("viewer", "test").key().reveal();
      take(admin, "ada");
    }
  }

  private static void addLater(Hub hub) {
    try (TenonClient admin = TenonClient.of(hub.url(), Secret.of(ADMIN_KEY))) {
      take(admin, "bo");
    }
  }

  private static void take(TenonClient admin, String user) {
    admin
        .connections()
        .importTokens(
            ConnectionImport.of("files", user).withAccessToken(Secret.of("planted-access")));
  }

  private String token(Hub hub, String user) {
    try (TenonClient app = TenonClient.of(hub.url(), Secret.of(appKey))) {
      return app.accessToken("files", user).reveal();
    }
  }
}

package dev.tenon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.server.SettingsReader.Result;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HubStartTest {
  @TempDir Path directory;

  @Test
  void a_first_start_makes_a_key_file_and_an_admin_key_and_a_second_uses_them() throws Exception {
    String key;
    try (Hub hub = Hub.start(settings())) {
      key = hub.newAdminKey().orElseThrow().secret().reveal();
      assertThat(status(hub, "/health/ready", key)).isEqualTo(200);
      assertThat(status(hub, "/api/v1/workspace", key)).isEqualTo(200);
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("data/master.key"))))
        .isEqualTo("rw-------");
    try (Hub hub = Hub.start(settings())) {
      assertThat(hub.newAdminKey()).isEmpty();
      assertThat(status(hub, "/api/v1/workspace", key)).isEqualTo(200);
      assertThat(status(hub, "/api/v1/workspace", key + "x")).isEqualTo(401);
    }
  }

  @Test
  void metrics_of_a_hub_say_how_its_engine_stands() throws Exception {
    try (Hub hub = Hub.start(settings())) {
      String key = hub.newAdminKey().orElseThrow().secret().reveal();
      // Each scrape takes one reading anew, and there are six.
      for (int scrape = 0; scrape < 8; scrape++) {
        answer(hub, "/metrics", key);
      }
      assertThat(answer(hub, "/metrics", key).body().lines())
          .contains(
              "tenon_refreshes_due 0.0",
              "tenon_refreshes_oldest_due_seconds 0.0",
              "tenon_webhook_deliveries_pending 0.0",
              "tenon_oauth_clients_rejected 0.0",
              "tenon_syncs_due 0.0",
              "tenon_syncs_failing 0.0",
              "tenon_records_kept 0.0",
              "tenon_refreshes_under_way 0.0",
              "tenon_unsaved_grants 0.0",
              "tenon_journal_depth 0.0",
              "tenon_token_reads_total{from=\"memory\"} 0.0")
          .anyMatch(line -> line.matches("tenon_clock_offset_seconds -?\\d\\.\\d+(E-\\d+)?"));
    }
  }

  @Test
  void a_start_that_fails_has_answered_nobody() throws Exception {
    Hub.start(settings()).close();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/tenon.db"));
        Statement statement = database.createStatement()) {
      statement.execute(
          "CREATE TRIGGER full BEFORE INSERT ON nodes BEGIN SELECT RAISE(ABORT, 'full'); END");
    }
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    assertThatThrownBy(() -> Hub.start(settings(port))).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
        .isInstanceOf(ConnectException.class);
  }

  private Settings settings() {
    return settings(0);
  }

  private Settings settings(int port) {
    Result read =
        Settings.read(
            Map.of("port", Integer.toString(port), "data-dir", "data"), Map.of(), directory);
    return ((Result.Valid) read).settings();
  }

  private static int status(Hub hub, String path, String key) throws Exception {
    return answer(hub, path, key).statusCode();
  }

  private static HttpResponse<String> answer(Hub hub, String path, String key) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(hub.url() + path))
              .header("Authorization", "Bearer " + key)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}

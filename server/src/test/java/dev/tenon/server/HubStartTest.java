package dev.tenon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.SettingsReader.Result;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

  private Settings settings() {
    Result read = Settings.read(Map.of("port", "0", "data-dir", "data"), Map.of(), directory);
    return ((Result.Valid) read).settings();
  }

  private static int status(Hub hub, String path, String key) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(hub.url() + path))
                  .header("Authorization", "Bearer " + key)
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .statusCode();
    }
  }
}

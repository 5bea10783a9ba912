package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.Hub;
import dev.tenon.server.Settings;
import dev.tenon.server.SettingsReader.Result;
import dev.tenon.server.sql.PostgresServer;
import dev.tenon.server.sql.WithPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What one hub gave, another on the same database takes.
@ExtendWith(WithPostgres.class)
final class TwoHubsTest {
  private static final String ADMIN_KEY = "an-admin-key-for-tests";
  private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final String database;

  TwoHubsTest(@TempDir Path directory, PostgresServer server) {
    this.directory = directory;
    this.database = server.freshDatabase().url().reveal();
  }

  @Test
  void a_cursor_of_one_hub_is_good_at_another_and_after_a_restart() throws Exception {
    String cursor;
    String rest;
    try (Hub first = start("first");
        Hub second = start("second")) {
      makeApp(first, "a");
      makeApp(first, "b");
      Reply page = call(first, "GET", "/api/v1/apps?limit=1", "");
      cursor = page.at("next_cursor");
      rest = "/api/v1/apps?limit=1&cursor=" + cursor;
      assertThat(page.text()).contains("\"name\":\"a\"");

      assertThat(call(second, "GET", rest, "").text()).contains("\"name\":\"b\"");
    }
    try (Hub third = start("third")) {
      assertThat(call(third, "GET", rest, "").text()).contains("\"name\":\"b\"");
    }
  }

  private void makeApp(Hub hub, String name) throws IOException, InterruptedException {
    Reply made = call(hub, "POST", "/api/v1/apps", "{\"name\":\"" + name + "\"}");
    assertThat(made.status()).isEqualTo(201);
  }

  private Hub start(String node) {
    Result read =
        Settings.read(
            Map.of("port", "0", "data-dir", node),
            Map.of(
                "TENON_DATABASE_URL", database,
                "TENON_ADMIN_KEY", ADMIN_KEY,
                "TENON_MASTER_KEY", MASTER_KEY),
            directory);
    return Hub.start(((Result.Valid) read).settings());
  }

  private Reply call(Hub hub, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .header("Authorization", "Bearer " + ADMIN_KEY)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Reply(answer.statusCode(), answer);
  }
}

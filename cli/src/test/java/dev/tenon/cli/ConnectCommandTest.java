package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.command.Browser;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConnectCommandTest {
  private static final String WHO = " -i tc -u ada";
  private static final String LIST = "GET /api/v1/connections?integration=tc&user=ada";
  private static final String CONNECTED =
      """
      {"items":[{"id":"con_1","integration":"tc","user":"ada","status":"active",
       "account":{"name":"Ada L."},"last_refreshed_at":"2026-01-01T00:00:00Z"}]}""";

  private final Program tenon = new Program();

  @BeforeEach
  void link() {
    tenon
        .hub()
        .on(
            "POST /api/v1/connect-links",
            201,
            "{\"id\":\"lnk_1\",\"url\":\"https://hub.example/connect/abc\"}");
    tenon.hub().on("POST /api/v1/connect-links/lnk_1/confirm", 200, "{}");
    tenon.hub().on(LIST, 200, "{\"items\":[]}");
    tenon.hub().on(LIST, 200, CONNECTED);
  }

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void link_is_opened_and_the_code_that_comes_back_is_confirmed() {
    var run = tenon.at(Clock.systemUTC()).opening(this::comeBack).run("connect" + WHO);

    Golden.assertMatches("connect.txt", run.seen());
    assertThat(tenon.hub().received())
        .filteredOn(call -> call.route().endsWith("/confirm"))
        .singleElement()
        .satisfies(call -> assertThat(call.body()).isEqualTo("{\"connect_code\":\"code-1\"}"));
  }

  @Test
  void link_is_only_printed_when_nobody_waits() {
    var run = tenon.run("connect --no-wait" + WHO);

    assertThat(run.out()).isEqualTo("https://hub.example/connect/abc" + System.lineSeparator());
    assertThat(tenon.hub().received()).hasSize(1);
  }

  @Test
  void waiting_ends_with_its_own_code() {
    var run = tenon.run("connect --timeout 0" + WHO);

    assertThat(run.code()).isEqualTo(ExitCode.CONNECT_REQUIRED);
    assertThat(run.err()).contains("Nobody connected within 0 s.");
  }

  /// What the browser does in the end: goes to the return address with the code.
  private boolean comeBack(URI page) {
    assertThat(page).hasHost("hub.example");
    JsonObject link = (JsonObject) Json.parse(linkRequest());
    URI back = URI.create(link.requiredText("return_url") + "?connect_code=code-1");
    try (var http = HttpClient.newHttpClient()) {
      http.send(HttpRequest.newBuilder(back).build(), BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String linkRequest() {
    return tenon.hub().received().stream()
        .filter(call -> call.route().equals("POST /api/v1/connect-links"))
        .findFirst()
        .orElseThrow()
        .body();
  }

  @Test
  void machine_without_a_browser_opens_nothing() {
    assertThat(Browser.none().open(URI.create("https://hub.example"))).isFalse();
  }
}

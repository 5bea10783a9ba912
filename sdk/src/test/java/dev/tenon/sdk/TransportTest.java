package dev.tenon.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sdk.fake.FakeHub;
import dev.tenon.sdk.fake.FakeHub.Reply;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TransportTest {
  private final FakeHub hub = FakeHub.start();
  private final TenonClient tenon = TenonClient.of(hub.url(), Secret.of("tnk_key"));

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void hub_that_is_not_there_is_named_with_its_address() {
    URI gone = hub.url();
    hub.close();

    assertThatThrownBy(tenon::workspace)
        .isInstanceOf(HubUnreachableException.class)
        .hasMessage("no hub at " + gone + ": nothing listens there");
  }

  @Test
  void page_of_a_proxy_is_not_taken_for_the_hub() {
    hub.on("GET /api/v1/workspace", 502, "<html>Bad gateway</html>");

    assertThatThrownBy(tenon::workspace)
        .isInstanceOf(HubUnreachableException.class)
        .hasMessageContaining("status 502")
        .hasMessageNotContaining("html");
  }

  @Test
  void answer_without_end_is_given_up() {
    hub.on("GET /api/v1/workspace", 200, "x".repeat(33 * 1024 * 1024));

    assertThatThrownBy(tenon::workspace)
        .isInstanceOf(HubUnreachableException.class)
        .hasRootCauseMessage("the answer is longer than 33554432 bytes");
  }

  @Test
  void redirect_is_not_followed_with_the_key() {
    try (var other = FakeHub.start()) {
      hub.on(
          "GET /api/v1/workspace",
          new Reply(302, "", Map.of("Location", other.url() + "/api/v1/workspace")));

      assertThatThrownBy(tenon::workspace).isInstanceOf(HubRefusedException.class);
      assertThat(other.received()).isEmpty();
    }
  }

  @Test
  void names_are_escaped_and_lead_nowhere_else() {
    assertThat(tenon.apps().find("../admin?x=1#y")).isEmpty();
    assertThat(tenon.apps().find("..")).isEmpty();

    assertThat(hub.received().getFirst().route())
        .isEqualTo("GET /api/v1/apps/..%2Fadmin%3Fx%3D1%23y");
    assertThat(hub.last().route()).isEqualTo("GET /api/v1/apps/%2E%2E");
  }

  @Test
  void hub_below_a_path_is_reached_there() {
    hub.on("GET /tenon/api/v1/workspace", 200, "{\"name\":\"w\",\"link_verification\":\"app\"}");

    var below = TenonClient.of(URI.create(hub.url() + "/tenon/"), Secret.of("k"));

    assertThat(below.workspace().linkVerification()).isEqualTo("app");
  }

  @Test
  void missing_variable_is_named() {
    assertThatThrownBy(() -> TenonClient.fromEnvironment(Map.of("TENON_URL", "http://x")))
        .hasMessage("TENON_API_KEY is not set");
    assertThatThrownBy(() -> TenonClient.of(URI.create("file:///x"), Secret.of("k")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.tenon.server.outbound.ScriptedServer;
import dev.tenon.server.outbound.ScriptedServer.Received;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running hub tells a receiver what happens, as the receiver's own library reads it.
final class WebhookJourneyTest {
  private final BlockingQueue<Received> arrived = new LinkedBlockingQueue<>();

  @Test
  void what_a_user_and_an_admin_do_arrives_signed(@TempDir Path directory) throws Exception {
    try (ScriptedServer receiver =
            new ScriptedServer(
                (request, it) -> {
                  arrived.add(request);
                  it.answer(204, "");
                });
        TestHub hub = TestHub.start(directory, Optional.empty())) {
      Reply hook =
          hub.admin("POST", "/api/v1/webhooks", Map.of("url", receiver.url("/hooks").toString()));
      hub.registerTrimbleConnect("trimble");
      hub.verifyLinksBy("none");
      hub.connect(new Browser(), "trimble", "ada");
      Received connected = next(hook.at("secret"));
      String connection = connected.body().replaceAll(".*\"connection_id\":\"(\\w+)\".*", "$1");
      hub.admin("DELETE", "/api/v1/connections/" + connection, Map.of());
      Received revoked = next(hook.at("secret"));

      assertThat(connected.body())
          .contains(
              "\"type\":\"connection.connected\"", "\"user\":\"ada\"", "\"status\":\"active\"");
      assertThat(revoked.body())
          .contains(
              "\"type\":\"connection.revoked\"",
              "\"connection_id\":\"" + connection + "\"",
              "\"previous_status\":\"active\"");
    }
  }

  private Received next(String secret) throws Exception {
    Received received = Objects.requireNonNull(arrived.poll(60, TimeUnit.SECONDS));
    Map<String, List<String>> headers = new LinkedHashMap<>();
    received.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    new Webhook(secret).verify(received.body(), headers);
    return received;
  }
}

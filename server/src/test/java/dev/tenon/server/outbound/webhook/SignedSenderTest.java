package dev.tenon.server.outbound.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.ScriptedServer;
import dev.tenon.server.outbound.ScriptedServer.Received;
import dev.tenon.server.outbound.ScriptedServer.Script;
import dev.tenon.server.outbound.TestHttp;
import dev.tenon.webhook.WebhookDialect;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookSender.Message;
import dev.tenon.webhook.WebhookSender.SendResult;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a receiver gets, over the real client. Signatures are checked by the library that the
/// Standard Webhooks project publishes; it compares times with the machine's clock.
final class SignedSenderTest {
  private static final Clock NOW = Clock.systemUTC();
  private static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final Secret OTHER =
      Secret.of("whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoyMzQ1Njc=");
  private static final WebhookEventId ID = new WebhookEventId("evt_1");
  private static final String BODY = "{\"type\":\"webhook.test\",\"data\":{}}";

  private final OutboundHttp http = TestHttp.patient();
  private final SignedSender sender = new SignedSender(http, NOW);

  @AfterEach
  void close() {
    http.close();
  }

  /// The example of the specification.
  @Test
  void signature_is_that_of_the_specification() {
    assertThat(
            Signature.of(
                List.of(SECRET),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void receiver_gets_the_body_and_the_three_headers_and_the_official_library_accepts_them() {
    Received received = sent(List.of(SECRET), NOW.instant());

    assertThat(received.requestLine()).isEqualTo("POST /hooks?tenant=1 HTTP/1.1");
    assertThat(received.header("content-type")).startsWith("application/json");
    assertThat(received.header("webhook-id")).isEqualTo("evt_1");
    assertThat(received.body()).isEqualTo(BODY);
    assertThatCode(() -> verify(SECRET, received, received.body())).doesNotThrowAnyException();
  }

  @Test
  void security_row_G1_forged_or_old_deliveries_are_not_accepted() {
    Received received = sent(List.of(SECRET), NOW.instant());
    Received old = sent(List.of(SECRET), NOW.instant().minus(Duration.ofMinutes(10)));

    assertThatThrownBy(() -> verify(SECRET, received, BODY.replace("test", "fest")))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> verify(OTHER, received, received.body()))
        .isInstanceOf(WebhookVerificationException.class);
    for (String header : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      Map<String, String> headers = new LinkedHashMap<>(received.headers());
      headers.compute(header, (_, value) -> value + "1");
      Received changed = new Received(received.requestLine(), headers, received.body());
      assertThatThrownBy(() -> verify(SECRET, changed, changed.body()))
          .as(header)
          .isInstanceOf(WebhookVerificationException.class);
    }
    assertThatThrownBy(() -> verify(SECRET, old, old.body()))
        .isInstanceOf(WebhookVerificationException.class)
        .hasMessageContaining("old");
  }

  @Test
  void security_row_G1_either_secret_accepts_while_two_are_valid() {
    Received received = sent(List.of(OTHER, SECRET), NOW.instant());

    assertThat(received.header("webhook-signature").split(" ", -1)).hasSize(2);
    assertThatCode(() -> verify(SECRET, received, received.body())).doesNotThrowAnyException();
    assertThatCode(() -> verify(OTHER, received, received.body())).doesNotThrowAnyException();
  }

  @Test
  void security_row_G2_a_redirect_is_not_followed() {
    try (ScriptedServer other = new ScriptedServer((_, it) -> it.answer(204, ""));
        ScriptedServer server =
            new ScriptedServer(
                (_, it) -> it.answer(302, "", "Location: " + other.url("/elsewhere")))) {
      assertThat(send(server.url("/"))).isEqualTo(new SendResult.Answered(302, Optional.empty()));
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void security_row_G2_private_addresses_and_plain_http_are_refused_whatever_they_are_called() {
    for (String url :
        List.of(
            "https://169.254.169.254/latest/meta-data/",
            "https://10.0.0.1/",
            "https://[fd00::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://2130706433/",
            "https://provider.test:6379/",
            "http://192.0.2.1/")) {
      assertThat(send(URI.create(url))).as(url).isInstanceOf(SendResult.NotAnswered.class);
    }
  }

  @Test
  void security_row_G2_a_slow_endpoint_is_given_up() {
    assertThat(SignedSender.LONGEST).isEqualTo(Duration.ofSeconds(10));
    SignedSender impatient = new SignedSender(http, NOW, Duration.ofMillis(300));
    try (ScriptedServer server = new ScriptedServer((_, it) -> it.stayAway())) {
      assertThat(impatient.send(message(server.url("/"), List.of(SECRET), NOW.instant())))
          .isEqualTo(
              new SendResult.NotAnswered("there was no whole answer within the time allowed"));
    }
  }

  @Test
  void what_the_endpoint_answers_is_not_kept_but_for_status_and_retry_after() {
    Script script = (_, it) -> it.answer(503, "internal: password=hunter2", "Retry-After: 120");
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertThat(send(server.url("/")))
          .isEqualTo(new SendResult.Answered(503, Optional.of(Duration.ofMinutes(2))));
    }
  }

  @Test
  void an_endpoint_that_hangs_up_is_not_sent_the_same_twice() {
    try (ScriptedServer server = new ScriptedServer((_, it) -> it.hangUp())) {
      assertThat(send(server.url("/"))).isInstanceOf(SendResult.NotAnswered.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  private SendResult send(URI url) {
    return sender.send(message(url, List.of(SECRET), NOW.instant()));
  }

  private Received sent(List<Secret> secrets, Instant timestamp) {
    try (ScriptedServer server = new ScriptedServer((_, it) -> it.answer(204, ""))) {
      SendResult result = sender.send(message(server.url("/hooks?tenant=1"), secrets, timestamp));
      assertThat(result).isEqualTo(new SendResult.Answered(204, Optional.empty()));
      return server.request();
    }
  }

  private static Message message(URI url, List<Secret> secrets, Instant timestamp) {
    return new Message(url, secrets, ID, timestamp, BODY, WebhookDialect.STANDARD);
  }

  private static void verify(Secret secret, Received received, String body)
      throws WebhookVerificationException, EmptyWebhookSecretException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    received.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    new Webhook(secret.reveal()).verify(body, headers);
  }
}

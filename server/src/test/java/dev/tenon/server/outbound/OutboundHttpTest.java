package dev.tenon.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.outbound.HttpOutcome.Answered;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OutboundHttpTest {
  private final OutboundHttp http = TestHttp.patient();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void a_call_arrives_as_it_was_made() {
    try (ScriptedServer server = answering(200, "{}")) {
      HttpCall call =
          HttpCall.of("POST", server.url("/token?x=%20"))
              .header("Accept", "application/json")
              .form(Map.of("code", "a b&c=ü"));

      HttpOutcome outcome = send(http, call);

      assertThat(answer(outcome).text()).isEqualTo("{}");
      assertThat(server.request().requestLine()).isEqualTo("POST /token?x=%20 HTTP/1.1");
      assertThat(server.request().header("host")).isEqualTo("localhost:" + server.port());
      assertThat(server.request().header("accept")).isEqualTo("application/json");
      assertThat(server.request().header("content-type"))
          .isEqualTo("application/x-www-form-urlencoded");
      assertThat(server.request().body()).isEqualTo("code=a+b%26c%3D%C3%BC");
    }
  }

  @Test
  void b4_c3_a_redirect_is_an_answer_and_is_never_followed() {
    try (ScriptedServer other = answering(200, "{}");
        ScriptedServer server =
            new ScriptedServer(
                (_, talk) -> talk.answer(307, "", "Location: " + other.url("/elsewhere")))) {
      HttpOutcome outcome = send(http, post(server));

      assertThat(answer(outcome).status()).isEqualTo(307);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void cookies_are_neither_kept_nor_sent() {
    try (ScriptedServer server =
        new ScriptedServer((_, talk) -> talk.answer(200, "{}", "Set-Cookie: a=b; Path=/"))) {
      send(http, post(server));
      send(http, post(server));

      assertThat(server.requests()).hasSize(2).noneMatch(it -> it.headers().containsKey("cookie"));
    }
  }

  @Test
  void a_challenge_is_not_answered_by_a_second_request() {
    try (ScriptedServer server =
        new ScriptedServer(
            (_, talk) -> talk.answer(401, "", "WWW-Authenticate: Basic realm=\"x\""))) {
      assertThat(answer(send(http, post(server))).status()).isEqualTo(401);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void a_connection_is_used_again() {
    try (ScriptedServer server = answering(200, "{}")) {
      send(http, post(server));
      send(http, post(server));

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_connection_that_the_server_has_closed_is_noticed_before_the_next_request() {
    try (ScriptedServer server =
        new ScriptedServer(
            (_, talk) -> {
              talk.answer(200, "{}");
              talk.hangUp();
            })) {
      for (int i = 0; i < 20; i++) {
        assertThat(answer(send(http, post(server))).status()).isEqualTo(200);
      }
      assertThat(server.requests()).hasSize(20);
    }
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_text() {
    try (ScriptedServer server = answering(200, "\uFEFF{}")) {
      assertThat(answer(send(http, post(server))).text()).isEqualTo("{}");
    }
  }

  @Test
  void c2_the_connection_goes_to_the_address_that_was_vetted() {
    AtomicInteger lookups = new AtomicInteger();
    HostResolver rebinding =
        _ ->
            lookups.incrementAndGet() == 1
                ? List.of(InetAddress.getLoopbackAddress())
                : List.of(InetAddress.ofLiteral("169.254.169.254"));
    try (ScriptedServer server = answering(200, "{}");
        OutboundHttp http =
            new OutboundHttp(TestHttp.guard(rebinding), TestHttp.LIMITS, System::nanoTime)) {
      HttpOutcome outcome = send(http, HttpCall.of("POST", server.url("provider.test", "/token")));

      assertThat(answer(outcome).status()).isEqualTo(200);
      assertThat(lookups).hasValue(1);
      assertThat(server.request().header("host")).isEqualTo("provider.test:" + server.port());
    }
  }

  @Test
  void what_prints_a_call_or_an_answer_prints_no_secret() {
    HttpCall call =
        HttpCall.of("POST", URI.create("https://provider.test/token"))
            .header("Authorization", "Basic c2VjcmV0")
            .query(Map.of("client_secret", "s3cret"))
            .form(Map.of("refresh_token", "s3cret"));

    assertThat(call.toString()).isEqualTo("POST provider.test");
    try (ScriptedServer server = answering(200, "{\"access_token\":\"s3cret\"}")) {
      assertThat(send(http, post(server)).toString()).doesNotContain("s3cret");
    }
  }

  private static HttpCall post(ScriptedServer server) {
    return HttpCall.of("POST", server.url("/token")).form(Map.of("grant_type", "refresh_token"));
  }

  private static HttpOutcome send(OutboundHttp http, HttpCall call) {
    return http.send(call, http.deadline(Duration.ofSeconds(40)));
  }

  private static HttpAnswer answer(HttpOutcome outcome) {
    assertThat(outcome).isInstanceOf(Answered.class);
    return ((Answered) outcome).answer();
  }

  private static ScriptedServer answering(int status, String body) {
    return new ScriptedServer((_, talk) -> talk.answer(status, body));
  }
}

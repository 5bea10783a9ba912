package dev.tenon.server.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.outbound.HttpOutcome.Answered;
import dev.tenon.server.outbound.HttpOutcome.NoAnswer;
import dev.tenon.server.outbound.HttpOutcome.NotSent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OutboundFailureTest {
  private final OutboundHttp http = TestHttp.patient();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void a_request_cut_off_on_a_connection_used_again_is_unanswered_and_not_repeated() {
    AtomicInteger count = new AtomicInteger();
    try (ScriptedServer server =
        new ScriptedServer(
            (_, talk) -> {
              if (count.incrementAndGet() > 1) {
                talk.reset();
              }
              talk.answer(200, "{}");
            })) {
      send(http, post(server));

      assertThat(send(http, post(server))).isInstanceOf(NoAnswer.class);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_reset_before_the_answer_is_unanswered() {
    try (ScriptedServer server = new ScriptedServer((_, talk) -> talk.reset())) {
      assertThat(send(http, post(server))).isInstanceOf(NoAnswer.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void a_connection_closed_before_the_answer_is_unanswered() {
    try (ScriptedServer server = new ScriptedServer((_, talk) -> talk.hangUp())) {
      assertThat(send(http, post(server))).isInstanceOf(NoAnswer.class);
    }
  }

  @Test
  void an_answer_cut_after_its_headers_keeps_its_status_and_says_so() {
    try (ScriptedServer server =
        new ScriptedServer(
            (_, talk) -> {
              talk.send("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"access");
              talk.hangUp();
            })) {
      HttpAnswer answer = answer(send(http, post(server)));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.flaw()).contains("was cut");
    }
  }

  @Test
  void something_that_is_not_http_is_unanswered() {
    try (ScriptedServer server =
        new ScriptedServer(
            (_, talk) -> {
              talk.send("+PONG secret internals\r\n".repeat(3));
              talk.hangUp();
            })) {
      assertThat(send(http, post(server)))
          .isInstanceOfSatisfying(
              NoAnswer.class, it -> assertThat(it.detail()).doesNotContain("PONG", "secret"));
    }
  }

  @Test
  void endless_headers_are_not_read_to_their_end() {
    try (ScriptedServer server =
        new ScriptedServer(
            (_, talk) -> {
              talk.send("HTTP/1.1 200 OK\r\n");
              for (int i = 0; i < 100_000; i++) {
                talk.send("X-" + i + ": y\r\n");
              }
              talk.send("\r\n");
            })) {
      assertThat(send(http, post(server))).isInstanceOf(NoAnswer.class);
    }
  }

  @Test
  void b5_a_50_mb_answer_is_read_up_to_the_cap_and_no_further() {
    byte[] piece = new byte[1 << 16];
    AtomicInteger sent = new AtomicInteger();
    try (ScriptedServer server =
        new ScriptedServer(
            (_, talk) -> {
              talk.send("HTTP/1.1 200 OK\r\nContent-Length: " + (50 << 20) + "\r\n\r\n");
              for (int i = 0; i < 50 << 4; i++) {
                talk.send(piece);
                sent.addAndGet(piece.length);
              }
            })) {
      HttpAnswer answer = answer(send(http, post(server)));

      assertThat(answer.flaw()).contains("is larger than 1048576 bytes");
      assertThat(answer.text()).hasSize(1 << 20);
      assertThat(sent.get()).isLessThan(50 << 20);
    }
  }

  @Test
  void an_answer_of_exactly_the_cap_is_whole() {
    try (ScriptedServer server = answering(200, "x".repeat(1 << 20))) {
      assertThat(answer(send(http, post(server))).flaw()).isEmpty();
    }
  }

  @Test
  void b5_a_gzip_bomb_is_capped_on_the_inflated_side() throws IOException {
    byte[] bomb = gzip(new byte[200 << 20]);
    assertThat(bomb.length).isLessThan(1 << 20);
    try (ScriptedServer server = compressed(bomb)) {
      HttpAnswer answer = answer(send(http, post(server)));

      assertThat(answer.flaw()).contains("is larger than 1048576 bytes");
    }
  }

  @Test
  void an_answer_that_is_compressed_without_being_asked_is_understood() throws IOException {
    try (ScriptedServer server = compressed(gzip("{\"a\":1}".getBytes(UTF_8)))) {
      assertThat(answer(send(http, post(server))).text()).isEqualTo("{\"a\":1}");
      assertThat(server.request().headers()).doesNotContainKey("accept-encoding");
    }
  }

  @Test
  void an_answer_that_only_says_that_it_is_compressed_is_flawed() throws IOException {
    try (ScriptedServer server = compressed("{}".getBytes(UTF_8))) {
      assertThat(answer(send(http, post(server))).flaw()).contains("cannot be inflated");
    }
  }

  @Test
  void a_tls_handshake_that_never_ends_ends_by_the_deadline_as_not_sent() {
    try (ScriptedServer silent = new ScriptedServer((_, talk) -> talk.stayAway());
        OutboundHttp hasty = TestHttp.within(Duration.ofMillis(300))) {
      URI url = URI.create("https://localhost:" + silent.port() + "/");

      assertThat(send(hasty, HttpCall.of("POST", url))).isInstanceOf(NotSent.class);
    }
  }

  @Test
  void a_resolver_that_never_answers_ends_by_the_deadline_as_not_sent() {
    CountDownLatch never = new CountDownLatch(1);
    AddressGuard guard =
        TestHttp.guard(
            host -> {
              boolean interrupted = false;
              while (true) {
                try {
                  never.await();
                  break;
                } catch (InterruptedException _) {
                  // As a resolver in native code would: it does not care.
                  interrupted = true;
                }
              }
              if (interrupted) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            });
    HttpLimits limits = TestHttp.within(Duration.ofMillis(300)).limits();
    try (OutboundHttp hasty = new OutboundHttp(guard, limits, System::nanoTime)) {
      HttpCall call = HttpCall.of("GET", URI.create("http://localhost:1234/"));

      assertThat(send(hasty, call)).isInstanceOf(NotSent.class);
    } finally {
      never.countDown();
    }
  }

  @Test
  void a_refused_connection_is_not_sent() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    HttpCall call = HttpCall.of("POST", URI.create("http://localhost:" + port + "/"));

    assertThat(send(http, call)).isEqualTo(new NotSent("the connection was refused"));
  }

  @Test
  void an_address_that_may_not_be_called_is_not_sent() {
    try (ScriptedServer server = answering(200, "{}")) {
      HttpCall call = HttpCall.of("POST", server.url("127.0.0.1", "/"));

      assertThat(send(http, call)).isInstanceOf(NotSent.class);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void a_header_that_breaks_out_of_its_line_is_not_sent() {
    try (ScriptedServer server = answering(200, "{}")) {
      HttpCall call = post(server).header("X-Company", "1\r\nX-Evil: 2");

      assertThat(send(http, call)).isInstanceOf(NotSent.class);
      assertThat(send(http, post(server).header("Host", "evil.example")))
          .isInstanceOf(NotSent.class);
      assertThat(server.connections()).isZero();
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

  private static ScriptedServer compressed(byte[] body) {
    return new ScriptedServer(
        (_, talk) -> {
          talk.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n");
          talk.send("Content-Length: " + body.length + "\r\n\r\n");
          talk.send(body);
        });
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}

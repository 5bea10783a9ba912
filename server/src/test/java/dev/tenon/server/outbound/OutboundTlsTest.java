package dev.tenon.server.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.outbound.HttpOutcome.Answered;
import dev.tenon.server.outbound.HttpOutcome.NotSent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class OutboundTlsTest {
  private final AtomicReference<String> askedFor = new AtomicReference<>("");
  @TempDir private Path directory;
  private TestCertificate certificate;

  @BeforeEach
  void make() throws Exception {
    certificate = TestCertificate.of("provider.test", directory);
  }

  @Test
  void c2_a_pinned_connection_keeps_the_name_for_tls_and_for_the_host_header() throws Exception {
    try (ScriptedServer server = server();
        OutboundHttp http = http(certificate)) {
      HttpOutcome outcome = send(http, HttpCall.of("POST", server.url("provider.test", "/token")));

      assertThat(outcome).isInstanceOf(Answered.class);
      assertThat(askedFor.get()).contains("provider.test");
      assertThat(server.request().header("host")).isEqualTo("provider.test:" + server.port());
    }
  }

  @Test
  void a_certificate_for_another_name_means_that_nothing_is_sent() throws Exception {
    try (ScriptedServer server = server();
        OutboundHttp http = http(certificate)) {
      HttpCall call = HttpCall.of("POST", server.url("other.test", "/token")).form(Map.of());

      assertThat(send(http, call))
          .isEqualTo(new NotSent("no secure connection (TLS) could be made or kept"));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_means_that_nothing_is_sent() throws Exception {
    TestCertificate other = TestCertificate.of("other.test", directory);
    try (ScriptedServer server = server();
        OutboundHttp http = http(other)) {
      HttpCall call = HttpCall.of("POST", server.url("provider.test", "/token"));

      assertThat(send(http, call)).isInstanceOf(NotSent.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  private ScriptedServer server() throws Exception {
    SSLServerSocket listener = certificate.listener();
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setSNIMatchers(
        List.of(
            new SNIMatcher(0) {
              @Override
              public boolean matches(SNIServerName name) {
                askedFor.set(new String(name.getEncoded(), UTF_8));
                return true;
              }
            }));
    listener.setSSLParameters(parameters);
    return new ScriptedServer(listener, "https", (_, talk) -> talk.answer(200, "{}"));
  }

  private static OutboundHttp http(TestCertificate trusted) {
    return new OutboundHttp(TestHttp.guard(), TestHttp.LIMITS, System::nanoTime, trusted.context());
  }

  private static HttpOutcome send(OutboundHttp http, HttpCall call) {
    return http.send(call, http.deadline(Duration.ofSeconds(30)));
  }
}

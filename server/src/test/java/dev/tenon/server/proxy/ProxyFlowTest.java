package dev.tenon.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// D8 of the threat list: bodies flow, end with whoever they are for, and have a limit.
final class ProxyFlowTest extends ProxyScene {
  @Test
  void D8_answer_flows_while_it_is_made() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    ProxyWorld world =
        world(
            (_, answer) -> {
              answer.send(
                  lines(
                      "HTTP/1.1 200 OK",
                      "Content-Type: text/event-stream",
                      "Transfer-Encoding: chunked",
                      "",
                      "7",
                      "first\n\n",
                      ""));
              assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
              answer.send("8\r\nsecond\n\n\r\n0\r\n\r\n");
            });
    try (Socket socket = world.open()) {
      InputStream in = asked(world, socket, "GET /proxy/acme/events HTTP/1.1", "");
      String text = readUntil(in, "first");
      assertThat(text).contains("first");
      seen.countDown();
      assertThat(readUntil(in, "second")).contains("second");
    }
  }

  @Test
  void D8_request_flows_while_it_is_made() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<String> whole = new AtomicReference<>("");
    try (FlowingProvider provider =
        FlowingProvider.receiving(
            body -> {
              assertThat(body.readNBytes(1)).hasSize(1);
              begun.countDown();
              whole.set(Integer.toString(1 + body.readAllBytes().length));
            })) {
      ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
      world.register("flow", "generic-oauth2", Map.of("api_url", provider.url()));
      world.connect("flow", "ada");
      int length = 1_000_000;
      try (Socket socket = world.open()) {
        InputStream in =
            asked(world, socket, "POST /proxy/flow/up HTTP/1.1", "Content-Length: " + length);
        socket.getOutputStream().write(new byte[length / 2]);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        socket.getOutputStream().write(new byte[length / 2]);
        assertThat(readUntil(in, "HTTP/1.1 200")).contains("HTTP/1.1 200");
      }
      assertThat(whole.get()).isEqualTo("1000000");
    }
  }

  @Test
  void D8_bodies_beyond_the_limit_are_refused_or_cut() throws Exception {
    ProxyWorld world =
        world(
            (request, answer) -> {
              int length = request.requestLine().contains("/long") ? 2000 : 10;
              answer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              answer.send(
                  Integer.toHexString(length) + "\r\n" + "x".repeat(length) + "\r\n0\r\n\r\n");
            },
            Map.of("TENON_PROXY_MAX_BODY_BYTES", "1000"));
    HttpResponse<String> announced =
        world.call(
            "POST", "/a", request -> request.POST(BodyPublishers.ofByteArray(new byte[1001])));
    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(announced.headers().firstValue("Tenon-Error")).hasValue("payload_too_large");
    assertThat(world.received()).isEmpty();
    assertThat(world.get("/short").body()).hasSize(10);
    assertThat(world.raw("GET /proxy/acme/long HTTP/1.1")).doesNotContain("\r\n0\r\n\r\n");
  }

  @Test
  void D8_provider_is_let_go_when_the_client_has_gone_before_the_answer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (SilentProvider provider = new SilentProvider(asked::countDown, gone::countDown)) {
      ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
      world.register("mute", "generic-oauth2", Map.of("api_url", provider.url()));
      world.connect("mute", "ada");
      try (Socket socket = world.open()) {
        asked(world, socket, "GET /proxy/mute/slow HTTP/1.1", "");
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void D8_provider_is_let_go_when_the_client_has_gone_in_the_midst_of_the_answer()
      throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (FlowingProvider provider = FlowingProvider.endless(asked::countDown, gone::countDown)) {
      ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
      world.register("flow", "generic-oauth2", Map.of("api_url", provider.url()));
      world.connect("flow", "ada");
      try (Socket socket = world.open()) {
        asked(world, socket, "GET /proxy/flow/slow HTTP/1.1", "");
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void D8_connection_is_not_upgraded() {
    ProxyWorld world = world((_, answer) -> answer.json(200, "{}"));
    String answer = world.raw("GET /proxy/acme/ws HTTP/1.1", "Upgrade: websocket");
    assertThat(answer).startsWith("HTTP/1.1 501 ").contains("upgrade_not_supported");
    assertThat(world.received()).isEmpty();
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  private static InputStream asked(ProxyWorld world, Socket socket, String line, String header)
      throws IOException {
    String head =
        line
            + "\r\nHost: localhost\r\nTenon-User: ada\r\nAuthorization: Bearer "
            + world.appKey
            + "\r\n"
            + (header.isEmpty() ? "" : header + "\r\n")
            + "\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket.getInputStream();
  }

  private static String readUntil(InputStream in, String wanted) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[4096];
    while (text.indexOf(wanted) < 0) {
      int count = in.read(buffer);
      if (count < 0) {
        return text.toString();
      }
      text.append(new String(Arrays.copyOf(buffer, count), StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}

package dev.tenon.cli.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tenon.cli.demo.DemoKeys;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Refreshes tokens of a hub of its own, for the JDK to watch: the way of an answer from the
/// network to the disk is the one that must not be slow when a hub has just started.
final class Rehearsal {
  private static final String INTEGRATION = "rehearsal";
  private static final int CONNECTIONS = 24;
  private static final int ROUNDS = 10;

  private final AtomicInteger number = new AtomicInteger();

  /// Runs a hub with its data in `directory`, and ends it.
  void run(RunningHub.Starter hubs, Path directory) throws IOException {
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/token", this::answer);
    provider.start();
    DemoKeys keys = DemoKeys.read(directory, new SecureRandom());
    try (var hub =
            hubs.start(
                ServeCommand.settings(
                    Map.of(
                        "bind-address",
                        "127.0.0.1",
                        "port",
                        "0",
                        "data-dir",
                        directory.toString(),
                        "admin-key",
                        keys.admin().reveal(),
                        "allow-private-addresses",
                        "localhost,127.0.0.1"),
                    Map.of(),
                    directory));
        var admin = TenonClient.of(hub.url(), keys.admin())) {
      refresh(admin, URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/token"));
    } finally {
      provider.stop(0);
    }
  }

  private static void refresh(TenonClient admin, URI tokenUrl) {
    admin
        .oauthClients()
        .create(
            INTEGRATION,
            OAuthClientFields.none()
                .connector("generic-oauth2")
                .connectionDefinition("user-sign-in")
                .clientId(INTEGRATION)
                .clientSecret(Secret.of(INTEGRATION))
                .authorizationUrl(tokenUrl)
                .tokenUrl(tokenUrl)
                .scope("a b")
                .forAllApps());
    List<String> connections = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(
          admin
              .connections()
              .importTokens(
                  ConnectionImport.of(INTEGRATION, "user-" + i)
                      .withAccessToken(Secret.of("access-token-" + i))
                      .withExpiresAt(Instant.now().plusSeconds(60))
                      .withRefreshToken(Secret.of("refresh-token-" + i))
                      .withScopes(List.of("a", "b")))
              .id());
    }
    for (int round = 0; round < ROUNDS; round++) {
      connections.parallelStream().forEach(admin.connections()::refresh);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body =
          """
          {"access_token":"access-%1$d","token_type":"Bearer","expires_in":60,\
          "refresh_token":"refresh-%1$d","scope":"a b"}"""
              .formatted(number.incrementAndGet())
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}

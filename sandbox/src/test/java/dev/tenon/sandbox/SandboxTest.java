package dev.tenon.sandbox;

import static dev.tenon.sandbox.Wire.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sandbox.sample.Tuning;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Starting, embedding and closing.
final class SandboxTest {
  @Test
  void defaults_are_port_8090_of_localhost_for_a_hub_on_8080() {
    var settings = SandboxSettings.defaults();

    assertThat(settings.port()).isEqualTo(8090);
    assertThat(settings.host()).isEqualTo("localhost");
    assertThat(settings.bindAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.redirectUris()).containsExactly(URI.create(Wire.BACK));
  }

  @Test
  void every_setting_can_be_set() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    URI back = URI.create("http://hub.example/callback");
    URI second = URI.create("http://hub.example/orgs");

    var settings =
        SandboxSettings.defaults()
            .withPort(1)
            .withHost("127.0.0.1", "127.0.0.2")
            .withRedirectUris(Set.of(back))
            .withSecondConsentRedirectUris(Set.of(second))
            .withSeed(7)
            .withData("large")
            .withClock(clock);

    assertThat(settings)
        .isEqualTo(
            new SandboxSettings(
                1,
                "127.0.0.1",
                "127.0.0.2",
                Set.of(back),
                Set.of(second),
                7,
                Tuning.large(),
                clock));
    assertThatThrownBy(() -> settings.withData("huge")).hasMessageContaining("huge");
    assertThatThrownBy(() -> settings.withPort(65536)).hasMessageContaining("65536");
  }

  @Test
  void published_addresses_carry_the_host_and_the_port_in_use() {
    var settings = SandboxSettings.defaults().withPort(0).withHost("127.0.0.1", "127.0.0.1");
    try (Wire wire = new Wire(settings)) {
      var discovery = Wire.json(wire.get("/oidc/.well-known/openid-configuration"));

      assertThat(wire.sandbox.port()).isPositive();
      assertThat(discovery.path("issuer").asString())
          .isEqualTo("http://127.0.0.1:" + wire.sandbox.port() + "/oidc");
    }
  }

  @Test
  void redirect_uris_of_the_settings_are_registered_for_every_client_with_users() {
    URI back = URI.create("http://hub.example/callback");
    var settings = SandboxSettings.defaults().withPort(0).withRedirectUris(Set.of(back));
    try (Sandbox sandbox = Sandbox.start(settings)) {
      assertThat(sandbox.clients())
          .filteredOn(client -> client.grantTypes().contains("authorization_code"))
          .hasSizeGreaterThan(5)
          .allSatisfy(c -> assertThat(c.redirectUris()).contains(back.toString()));
    }
  }

  @Test
  void time_at_the_providers_is_that_of_the_clock_given_moved_ahead() {
    Clock clock = Clock.fixed(Instant.parse("2026-05-01T00:00:00Z"), ZoneOffset.UTC);
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0).withClock(clock))) {
      sandbox.clock().advance(Duration.ofDays(2));

      assertThat(sandbox.clock().now()).isEqualTo("2026-05-03T00:00:00Z");
    }
  }

  @Test
  void another_seed_makes_other_data() {
    var settings = SandboxSettings.defaults().withPort(0);
    try (Wire one = new Wire(settings);
        Wire two = new Wire(settings.withSeed(2))) {
      assertThat(projects(one)).isNotEqualTo(projects(two));
    }
  }

  private static String projects(Wire wire) {
    String token = Journey.trimble(wire).accessToken("ada");
    String path = "/connect-eu/tc/api/2.0/projects";
    return wire.get(path, "Authorization", "Bearer " + token).body();
  }

  @Test
  void one_refresh_token_sent_by_many_at_once_is_spent_once() throws Exception {
    try (Wire wire = Wire.open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Journey journey = Journey.trimble(wire);
      String token = journey.signIn("ada").path("refresh_token").asString();
      Callable<Integer> refresh = () -> journey.token(Journey.refresh(token)).statusCode();

      var answers = new ArrayList<Integer>();
      for (Future<Integer> future : threads.invokeAll(Collections.nCopies(32, refresh))) {
        answers.add(future.get());
      }

      assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
      assertThat(answers).filteredOn(status -> status == 400).hasSize(31);
      var counters = wire.sandbox.controls().counters("trimble-id", "trimble-web");
      assertThat(counters.reuseSeen()).isEqualTo(31);
      assertThat(counters.grantsRevoked()).isEqualTo(1);
    }
  }

  @Test
  void one_code_sent_by_many_at_once_is_redeemed_once() throws Exception {
    try (Wire wire = Wire.open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Journey journey = Journey.acme(wire);
      String code = journey.code(journey.authorization(), "ada");
      Callable<Integer> redeem = () -> journey.token(Journey.redeem(code)).statusCode();

      var answers = new ArrayList<Integer>();
      for (Future<Integer> future : threads.invokeAll(Collections.nCopies(16, redeem))) {
        answers.add(future.get());
      }

      assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
    }
  }

  @Test
  void secrets_stay_out_of_text_forms() {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0))) {
      assertThat(sandbox.clients().toString()).doesNotContain("-secret");
      assertThat(form("client_secret", "hush").toString()).doesNotContain("hush");
    }
  }
}

package dev.tenon.connect;

import static dev.tenon.fakehub.ConnectWorld.KEYED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.AppAccess;
import dev.tenon.client.IntegrationName;
import dev.tenon.connection.Grant;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Field.Format;
import dev.tenon.fakehub.ConnectWorld;
import dev.tenon.fakehub.FakeConnectors;
import dev.tenon.workspace.LinkVerification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections that are made by filling in a form.
class FormTest {
  private static final IntegrationName BASIC = new IntegrationName("basic");

  private final ConnectWorld world = new ConnectWorld();
  private final Traveller ada = new Traveller(world);

  @BeforeEach
  void nobody_verifies() {
    world.verifies(LinkVerification.NONE);
    world.connectors.form(
        "basic",
        "Basic Archive",
        new Authorization.Basic(),
        List.of(
            FakeConnectors.field("username", "User name", false, Format.TEXT),
            FakeConnectors.field("password", "Password", true, Format.TEXT)));
    world.integration("basic", new AppAccess.All());
  }

  @Test
  void a_key_is_sealed_as_the_token_and_the_rest_are_values() {
    Departure departure = press(KEYED, Map.of("subdomain", "acme", "api_key", " k-1 "));

    assertThat(departure)
        .isInstanceOfSatisfying(
            Departure.Arrived.class,
            it -> assertThat(it.arrival()).isInstanceOf(Arrival.Connected.class));
    assertThat(world.accessToken(KEYED).orElseThrow().reveal()).isEqualTo("k-1");
    assertThat(world.connection(KEYED).orElseThrow().values())
        .containsExactlyEntriesOf(Map.of("subdomain", "acme"));
    assertThat(grant().tokens().expiresAt()).isEmpty();
    assertThat(grant().tokens().tokenType()).isEqualTo("ApiKey");
  }

  @Test
  void basic_credentials_are_sealed_as_rfc_7617_writes_them() {
    press(BASIC, Map.of("username", "ada", "password", "open sesame"));

    assertThat(world.accessToken(BASIC).orElseThrow().reveal()).isEqualTo("YWRhOm9wZW4gc2VzYW1l");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_and_nothing_is_connected() {
    assertThat(press(KEYED, Map.of("subdomain", "evil.example/x")))
        .isInstanceOfSatisfying(
            Departure.FieldsWrong.class,
            it -> assertThat(it.problems()).containsOnlyKeys("subdomain", "api_key"));
    assertThat(world.connection(KEYED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "a@b", "a:80", "a?b", "a#b", "a\\b", "-a", "a\u0000b"})
  void a_label_cannot_change_the_address_it_goes_into(String label) {
    assertThat(press(KEYED, Map.of("subdomain", label, "api_key", "k-1")))
        .isInstanceOf(Departure.FieldsWrong.class);
  }

  @Test
  void a_problem_never_repeats_what_was_typed() {
    assertThat(press(KEYED, Map.of("subdomain", "acme", "api_key", "top\u0001secret")).toString())
        .doesNotContain("top", "secret");
  }

  private Departure press(IntegrationName integration, Map<String, String> typed) {
    return ada.press(world.link(Optional.empty(), integration).link(), integration, typed);
  }

  private Grant grant() {
    return world
        .stores
        .grants()
        .find(ConnectWorld.WORKSPACE, world.connection(KEYED).orElseThrow().id())
        .orElseThrow();
  }
}

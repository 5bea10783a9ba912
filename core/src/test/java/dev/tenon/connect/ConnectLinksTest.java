package dev.tenon.connect;

import static dev.tenon.fakehub.ConnectWorld.ADA;
import static dev.tenon.fakehub.ConnectWorld.ADMIN;
import static dev.tenon.fakehub.ConnectWorld.APP;
import static dev.tenon.fakehub.ConnectWorld.MODELS;
import static dev.tenon.fakehub.ConnectWorld.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.client.AppAccess;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.ConnectLinks.Creation;
import dev.tenon.connect.ConnectLinks.Opening;
import dev.tenon.fakehub.ConnectWorld;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectLinksTest {
  private final ConnectWorld world = new ConnectWorld();

  @Test
  void A19_a_link_has_an_address_whose_secret_is_stored_only_as_its_fingerprint() {
    Creation.Created created = world.link(Optional.of("https://app.example/done"), MODELS);

    String address = created.url().toString();
    assertThat(address).startsWith("https://hub.example/connect/");
    String secret = address.substring(address.lastIndexOf('/') + 1);
    assertThat(secret).hasSize(43);
    assertThat(world.stores.connects().findLink(WORKSPACE, created.link().id()).toString())
        .doesNotContain(secret);
    assertThat(world.audited().getFirst()).isEqualTo("connect_link.created");
  }

  @Test
  void a_link_lives_thirty_minutes_and_serves_each_integration_once_unless_said_otherwise() {
    ConnectLink link = created(draft(Optional.empty(), Optional.empty(), Optional.empty()));

    assertThat(Duration.between(link.createdAt(), link.expiresAt())).hasMinutes(30);
    assertThat(link.maxUses()).isEqualTo(1);
  }

  @Test
  void A18_looking_has_no_effect() {
    LinkSecret secret = secret(world.link(Optional.empty(), MODELS));

    for (int i = 0; i < 20; i++) {
      assertThat(world.links.open(secret)).isInstanceOf(Opening.Open.class);
    }
    assertThat(world.audited()).containsOnlyOnce("connect_link.created").doesNotContain("connect");
  }

  @Test
  void A18_an_expired_link_is_over() {
    LinkSecret secret = secret(world.link(Optional.empty(), MODELS));

    world.pass(Duration.ofMinutes(30));

    assertThat(world.links.open(secret)).isInstanceOf(Opening.Over.class);
  }

  @Test
  void A18_a_revoked_link_is_over() {
    Creation.Created created = world.link(Optional.empty(), MODELS);

    assertThat(world.links.revoke(APP, created.link().id())).isTrue();

    assertThat(world.links.open(secret(created))).isInstanceOf(Opening.Over.class);
    assertThat(world.audited().getFirst()).isEqualTo("connect_link.revoked");
  }

  @Test
  void A19_an_address_that_was_guessed_opens_nothing() {
    world.link(Optional.empty(), MODELS);

    assertThat(world.links.open(LinkSecret.random(world.random)))
        .isInstanceOf(Opening.Unknown.class);
    assertThat(LinkSecret.parse("short")).isEmpty();
    assertThat(LinkSecret.parse("../../etc/passwd")).isEmpty();
  }

  @Test
  void another_app_neither_finds_nor_ends_a_link() {
    ConnectLinkId id = world.link(Optional.empty(), MODELS).link().id();
    Caller other = new Caller.App(WORKSPACE, new KeyId("key_9"), new AppName("Other"));

    assertThat(world.links.find(other, id)).isEmpty();
    assertThat(world.links.revoke(other, id)).isFalse();
    assertThat(world.links.find(ADMIN, id)).isPresent();
  }

  @Test
  void an_integration_that_does_not_exist_is_named() {
    LinkDraft draft =
        new LinkDraft(
            List.of(MODELS, new IntegrationName("modles")),
            ADA,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(world.links.create(APP, draft))
        .isEqualTo(new Creation.IntegrationUnknown(new IntegrationName("modles")));
  }

  @Test
  void an_app_makes_no_link_to_an_integration_that_was_not_given_to_it() {
    world.connectors.alias("secret", "models");
    world.integration("secret", new AppAccess.Only(Set.of(new AppName("Other"))));
    LinkDraft draft =
        new LinkDraft(
            List.of(new IntegrationName("secret")),
            ADA,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(world.links.create(APP, draft)).isInstanceOf(Creation.IntegrationNotAssigned.class);
    assertThat(world.links.create(ADMIN, draft)).isInstanceOf(Creation.Created.class);
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    LinkDraft draft =
        new LinkDraft(
            List.of(),
            ADA,
            Optional.of("ftp://x"),
            Optional.of(Duration.ofDays(8)),
            Optional.of(1001));

    assertThat(world.links.create(APP, draft))
        .isInstanceOfSatisfying(
            Creation.Invalid.class,
            it ->
                assertThat(it.problems())
                    .containsOnlyKeys("integrations", "return_url", "expires_in", "max_uses"));
  }

  @ParameterizedTest
  @ValueSource(longs = {59, 604_801})
  void a_life_outside_the_bounds_is_refused(long seconds) {
    assertThat(
            world.links.create(
                APP,
                draft(
                    Optional.empty(), Optional.of(Duration.ofSeconds(seconds)), Optional.empty())))
        .isInstanceOf(Creation.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "https:evil.example",
        "https://good.example@evil.example/",
        "https://good.example%40evil.example@x/",
        "%09//evil.example",
        "https://good.example\\@evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://good.example/",
        "http://localhost.evil.example/",
        "https://good.example/#fragment",
        "https://good.example/\r\nSet-Cookie: a=b",
        "https://good.example/ x",
        "https://gööd.example/",
        "https://",
        "https:///path",
        "file:///etc/passwd",
        "https://good.example/?connect_code=mine",
        "https://good.example/?connect_link=mine"
      })
  void A14_a_return_address_of_another_kind_is_refused(String url) {
    assertThat(world.links.create(APP, draft(Optional.of(url), Optional.empty(), Optional.empty())))
        .isInstanceOfSatisfying(
            Creation.Invalid.class, it -> assertThat(it.problems()).containsOnlyKeys("return_url"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/done",
        "https://app.example:8443/done?state=1&x=y",
        "http://localhost:3000/done",
        "http://127.0.0.1/done",
        "http://[::1]:5000/"
      })
  void A14_an_absolute_address_of_the_web_or_of_this_machine_is_taken(String url) {
    assertThat(world.links.create(APP, draft(Optional.of(url), Optional.empty(), Optional.empty())))
        .isInstanceOf(Creation.Created.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/done/",
        "https://app.example/done?x=1",
        "https://app.example/Done",
        "https://app.example.evil.example/done"
      })
  void A14_registered_return_addresses_are_compared_letter_by_letter(String url) {
    world.registersReturnUrls(List.of(URI.create("https://app.example/done")));

    assertThat(world.links.create(APP, draft(Optional.of(url), Optional.empty(), Optional.empty())))
        .isInstanceOf(Creation.Invalid.class);
    assertThat(
            world.links.create(
                APP,
                draft(Optional.of("https://app.example/done"), Optional.empty(), Optional.empty())))
        .isInstanceOf(Creation.Created.class);
  }

  @Test
  void A15_the_return_address_gets_our_code_and_keeps_its_own_query() {
    ConnectCode code = ConnectCode.random(world.random);
    ReturnUrl url = new ReturnUrl(URI.create("https://app.example/done?state=abc"));

    assertThat(code.address(url, new ConnectLinkId("lnk_1")).toString())
        .startsWith("https://app.example/done?state=abc&connect_code=")
        .endsWith("&connect_link=lnk_1");
  }

  private ConnectLink created(LinkDraft draft) {
    return ((Creation.Created) world.links.create(APP, draft)).link();
  }

  private static LinkDraft draft(
      Optional<String> returnUrl, Optional<Duration> expiresIn, Optional<Integer> maxUses) {
    return new LinkDraft(List.of(MODELS), ADA, returnUrl, expiresIn, maxUses);
  }

  private static LinkSecret secret(Creation.Created created) {
    String path = created.url().getPath();
    return LinkSecret.parse(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
  }
}

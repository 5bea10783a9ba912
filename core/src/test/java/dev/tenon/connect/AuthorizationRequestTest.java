package dev.tenon.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.AppAccess;
import dev.tenon.client.IntegrationName;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.connector.Pkce;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.Template;
import dev.tenon.fakehub.ConnectWorld;
import dev.tenon.oauth.Scope;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Authorization requests as providers want them.
class AuthorizationRequestTest {
  private static final IntegrationName ODD = new IntegrationName("odd");

  private final ConnectWorld world = new ConnectWorld();
  private final Traveller ada = new Traveller(world);

  @Test
  void the_usual_request_has_what_the_rfcs_ask_for() {
    Map<String, String> sent =
        ada.leave(world.link(Optional.empty(), ConnectWorld.MODELS).link(), ConnectWorld.MODELS);

    assertThat(sent)
        .containsOnlyKeys(
            "response_type",
            "scope",
            "client_id",
            "redirect_uri",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method")
        .containsEntry("response_type", "code")
        .containsEntry("scope", "openid data:read")
        .containsEntry("client_id", "client-of-models");
    assertThat(sent.get("state")).hasSize(43);
  }

  @Test
  void two_requests_share_neither_state_nor_nonce_nor_challenge() {
    ConnectLink link = world.link(Optional.empty(), ConnectWorld.MODELS).link();
    Map<String, String> first = ada.leave(link, ConnectWorld.MODELS);
    Map<String, String> second = ada.leave(link, ConnectWorld.MODELS);

    assertThat(List.of("state", "nonce", "code_challenge"))
        .allSatisfy(name -> assertThat(first.get(name)).isNotEqualTo(second.get(name)));
  }

  @Test
  void a_provider_with_ways_of_its_own_gets_them() {
    Map<String, Template> extra = new LinkedHashMap<>();
    extra.put("access_type", Template.parse("offline"));
    extra.put("response_type", Template.parse("auth_code"));
    extra.put("audience", Template.parse("https://api.example/a b"));
    extra.put("nothing", Template.parse(""));
    AuthorizeRules rules =
        new AuthorizeRules(
            Optional.of(Template.parse("https://odd.example/oauth?tenant=1")),
            extra,
            List.of("audience"),
            true,
            Optional.of("wechat_redirect"),
            Map.of("client_id", "client_key", "scope", "user_scope", "nonce", ""),
            new ScopeRules(
                ",", Template.parse("a b"), Scope.parse("openid"), Scope.none(), List.of()),
            Pkce.REFUSED,
            "code",
            Map.of(),
            false);

    URI uri = leave(rules);

    assertThat(uri.toString())
        .startsWith("https://odd.example/oauth?tenant=1&response_type=auth_code&")
        .contains("&user_scope=a%2Cb%2Copenid&")
        .contains("&client_key=client-of-odd&")
        .contains("&audience=https://api.example/a%20b")
        .endsWith("#wechat_redirect")
        .doesNotContain("nothing", "nonce", "client_id", "code_challenge");
  }

  @Test
  void a_connector_cannot_replace_what_protects_the_trip() {
    AuthorizeRules rules =
        new AuthorizeRules(
            Optional.of(Template.parse("https://odd.example/oauth")),
            Map.of(
                "state", Template.parse("fixed"),
                "redirect_uri", Template.parse("https://evil.example"),
                "code_challenge_method", Template.parse("plain")),
            List.of(),
            false,
            Optional.empty(),
            Map.of(),
            new ScopeRules(" ", Template.parse("a"), Scope.none(), Scope.none(), List.of()),
            Pkce.SUPPORTED,
            "code",
            Map.of(),
            false);

    assertThat(Traveller.parameters(leave(rules)))
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", "https://hub.example/api/integrations/oauth2/callback/")
        .doesNotContainEntry("state", "fixed");
  }

  private URI leave(AuthorizeRules rules) {
    world.connectors.consent("odd", "Odd", rules, Optional.empty());
    world.integration("odd", new AppAccess.All());
    ConnectLink link = world.link(Optional.empty(), ODD).link();
    return switch (ada.press(link, ODD)) {
      case Departure.Away away -> away.to();
      case Departure other -> throw new AssertionError("nowhere to go: " + other);
    };
  }
}

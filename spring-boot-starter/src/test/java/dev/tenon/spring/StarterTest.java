package dev.tenon.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.fake.FakeHub;
import dev.tenon.sdk.fake.FakeHub.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizationFailureHandler;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.web.client.RestClient;

final class StarterTest {
  private static final String TOKEN = "POST /api/v1/token";
  private static final String REPORT = "POST /api/v1/token/report-invalid";
  private static final String ANSWER =
      """
      {"access_token":"at-%d","token_type":"Bearer","expires_in":3600,
       "expires_at":"2099-01-01T01:00:00Z","scope":"openid projects","connection_id":"con_1",
       "token_version":%d}""";
  private static final Authentication ADA =
      UsernamePasswordAuthenticationToken.authenticated("ada", "", AuthorityUtils.NO_AUTHORITIES);
  private static final Authentication NOBODY =
      new AnonymousAuthenticationToken(
          "x", "anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

  private final FakeHub hub = FakeHub.start();
  private final ApplicationContextRunner app =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  BesideRegistrationsAutoConfiguration.class,
                  OAuth2ClientAutoConfiguration.class,
                  TenonAutoConfiguration.class,
                  TenonWebAutoConfiguration.class))
          .withPropertyValues("tenon.url=" + hub.url(), "tenon.api-key=tenon_key");

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void authorized_client_is_the_hubs_token_valid_for_longer_than_springs_minute() {
    hub.on(TOKEN, 200, ANSWER.formatted(1, 1));

    run(
        context -> {
          OAuth2AuthorizedClient client = authorize(context, "trimble-connect", ADA);
          assertThat(client.getAccessToken().getTokenValue()).isEqualTo("at-1");
          assertThat(client.getAccessToken().getExpiresAt())
              .isEqualTo(Instant.parse("2099-01-01T01:00:00Z"));
          assertThat(client.getAccessToken().getScopes())
              .containsExactlyInAnyOrder("openid", "projects");
          assertThat(client.getPrincipalName()).isEqualTo("ada");
          assertThat(client.getRefreshToken()).isNull();
        });

    assertThat(hub.last().authorization()).isEqualTo("Bearer tenon_key");
    assertThat(hub.last().body())
        .isEqualTo("{\"integration\":\"trimble-connect\",\"user\":\"ada\",\"min_ttl\":120}");
  }

  @Test
  void nobody_asks_for_the_apps_own_integration() {
    hub.on(TOKEN, 200, ANSWER.formatted(1, 1));

    run(context -> authorize(context, "robot", NOBODY));

    assertThat(hub.last().body()).isEqualTo("{\"integration\":\"robot\",\"min_ttl\":120}");
  }

  @Test
  void user_is_whom_the_app_says() {
    hub.on(TOKEN, 200, ANSWER.formatted(1, 1));

    app.withBean(TenonUsers.class, () -> who -> java.util.Optional.of("emp-" + who.getName()))
        .run(context -> authorize(context, "trimble-connect", ADA));

    assertThat(hub.last().body()).contains("\"user\":\"emp-ada\"");
  }

  @Test
  void user_who_must_connect_is_springs_own_exception_with_the_address() {
    hub.on(
        TOKEN, 403, "{\"code\":\"connect_required\",\"connect_url\":\"http://hub/connect/abc\"}");

    run(
        context -> {
          assertThatThrownBy(() -> authorize(context, "trimble-connect", ADA))
              .isInstanceOf(ClientAuthorizationRequiredException.class)
              .isInstanceOfSatisfying(
                  TenonConnectRequiredException.class,
                  e -> assertThat(e.connectUrl()).hasValue(URI.create("http://hub/connect/abc")));
          OAuth2AuthorizedClient none =
              clients(context).loadAuthorizedClient("trimble-connect", "ada");
          assertThat(none).isNull();
        });
  }

  @Test
  void other_refusals_and_a_hub_that_is_away_are_springs_exceptions_with_a_code() {
    hub.on(TOKEN, 412, "{\"code\":\"integration_not_assigned\",\"detail\":\"why\"}");

    run(
        context -> {
          assertThat(codeOf(() -> authorize(context, "i", ADA)))
              .isEqualTo("integration_not_assigned");
          hub.close();
          assertThat(codeOf(() -> authorize(context, "i", ADA))).isEqualTo("hub_unavailable");
        });
  }

  @Test
  void removal_reports_the_version_that_went_out_once_and_deletes_nothing() {
    hub.on(TOKEN, 200, ANSWER.formatted(7, 7));
    hub.on(REPORT, 200, "{}");

    run(
        context -> {
          OAuth2AuthorizedClientService clients = clients(context);
          clients.removeAuthorizedClient("trimble-connect", "ada");
          assertThat(hub.received()).isEmpty();
          OAuth2AuthorizedClient client = clients.loadAuthorizedClient("trimble-connect", "ada");
          assertThat(client).isNotNull();
          clients.removeAuthorizedClient("trimble-connect", "ada");
          clients.removeAuthorizedClient("trimble-connect", "ada");
        });

    assertThat(hub.received()).extracting("route").containsExactly(TOKEN, REPORT);
    assertThat(hub.last().body()).isEqualTo("{\"connection_id\":\"con_1\",\"token_version\":7}");
  }

  @Test
  void report_that_the_hub_refuses_breaks_nothing() {
    hub.on(TOKEN, 200, ANSWER.formatted(7, 7));
    hub.on(REPORT, 429, "{\"code\":\"reported_too_soon\"}");

    run(
        context -> {
          authorize(context, "trimble-connect", ADA);
          clients(context).removeAuthorizedClient("trimble-connect", "ada");
        });

    assertThat(hub.last().route()).isEqualTo(REPORT);
  }

  @Test
  void only_an_invalid_token_is_reported() {
    hub.on(TOKEN, 200, ANSWER.formatted(7, 7));
    hub.on(REPORT, 200, "{}");

    run(
        context -> {
          authorize(context, "trimble-connect", ADA);
          OAuth2AuthorizationFailureHandler failures =
              context.getBean(OAuth2AuthorizationFailureHandler.class);
          for (String code :
              new String[] {"insufficient_scope", "invalid_grant", "invalid_token"}) {
            failures.onAuthorizationFailure(
                new ClientAuthorizationException(new OAuth2Error(code), "trimble-connect"),
                ADA,
                Map.of());
          }
        });

    assertThat(hub.received()).extracting("route").containsExactly(TOKEN, REPORT);
  }

  @Test
  void rest_client_sends_the_token_and_its_401_has_the_hub_refresh_it() {
    hub.on(TOKEN, 200, ANSWER.formatted(1, 1));
    hub.on(TOKEN, 200, ANSWER.formatted(2, 2));
    hub.on(REPORT, 200, "{}");
    hub.on(
        "GET /api",
        new Reply(401, "{}", Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\"")));
    hub.on("GET /api", 200, "[]");

    run(
        context -> {
          RestClient client =
              RestClient.builder()
                  .requestInterceptor(context.getBean(OAuth2ClientHttpRequestInterceptor.class))
                  .build();
          for (int i = 0; i < 2; i++) {
            client
                .get()
                .uri(hub.url() + "/api")
                .attributes(
                    RequestAttributeClientRegistrationIdResolver.clientRegistrationId(
                        "trimble-connect"))
                .exchange((request, response) -> response.getStatusCode());
          }
        });

    assertThat(hub.received())
        .extracting("route")
        .containsExactly(TOKEN, "GET /api", REPORT, TOKEN, "GET /api");
    assertThat(hub.received().get(1).authorization()).isEqualTo("Bearer at-1");
    assertThat(hub.last().authorization()).isEqualTo("Bearer at-2");
  }

  @Test
  void registration_of_the_apps_own_stays_in_the_app() {
    app.withPropertyValues(
            "spring.security.oauth2.client.registration.staff.provider=staff",
            "spring.security.oauth2.client.registration.staff.client-id=app",
            "spring.security.oauth2.client.registration.staff.authorization-grant-type=client_credentials",
            "spring.security.oauth2.client.provider.staff.token-uri=" + hub.url() + "/staff")
        .run(
            context -> {
              hubAnswers();
              ownStays(context);
            });

    assertThat(hub.received()).extracting("route").containsExactly(TOKEN);
  }

  @Test
  void registration_repository_of_the_apps_own_stays_in_the_app() {
    ClientRegistration staff =
        ClientRegistration.withRegistrationId("staff")
            .clientId("app")
            .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
            .tokenUri(hub.url() + "/staff")
            .build();
    app.withBean(
            ClientRegistrationRepository.class,
            () -> new InMemoryClientRegistrationRepository(staff))
        .run(
            context -> {
              hubAnswers();
              ownStays(context);
            });

    assertThat(hub.received()).extracting("route").containsExactly(TOKEN);
  }

  private void hubAnswers() {
    hub.on(TOKEN, 200, ANSWER.formatted(1, 1));
  }

  private static void ownStays(ApplicationContext context) {
    OAuth2AuthorizedClientService clients = clients(context);
    assertThat(clients).isInstanceOf(HubClientStore.class);
    ClientRegistration staff =
        Objects.requireNonNull(
            context.getBean(ClientRegistrationRepository.class).findByRegistrationId("staff"));
    OAuth2AuthorizedClient own =
        new OAuth2AuthorizedClient(
            staff,
            "ada",
            new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER,
                "mine",
                null,
                Instant.parse("2099-01-01T00:00:00Z")));
    clients.saveAuthorizedClient(own, ADA);
    OAuth2AuthorizedClient loaded = clients.loadAuthorizedClient("staff", "ada");
    assertThat(Objects.requireNonNull(loaded).getAccessToken().getTokenValue()).isEqualTo("mine");
    clients.removeAuthorizedClient("staff", "ada");
    OAuth2AuthorizedClient removed = clients.loadAuthorizedClient("staff", "ada");
    assertThat(removed).isNull();
    assertThat(authorize(context, "trimble-connect", ADA).getAccessToken().getTokenValue())
        .isEqualTo("at-1");
  }

  @Test
  void program_without_servlets_gets_tokens_too() {
    hub.on(TOKEN, 200, ANSWER.formatted(1, 1));

    app.withClassLoader(new FilteredClassLoader("jakarta.servlet"))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(authorize(context, "robot", NOBODY).getPrincipalName())
                  .isEqualTo("anonymousUser");
            });
  }

  @Test
  void beans_of_the_apps_own_go_first() {
    var own =
        new InMemoryOAuth2AuthorizedClientService(
            new InMemoryClientRegistrationRepository(
                new HubRegistrations(hub.url()).findByRegistrationId("x")));
    app.withBean(OAuth2AuthorizedClientService.class, () -> own)
        .run(context -> assertThat(clients(context)).isSameAs(own));
  }

  @Test
  void without_an_address_nothing_is_configured() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(TenonAutoConfiguration.class))
        .run(context -> assertThat(context).doesNotHaveBean(TenonClient.class));
  }

  @Test
  void validity_below_springs_minute_is_refused_at_start() {
    app.withPropertyValues("tenon.min-ttl=60s").run(context -> assertThat(context).hasFailed());
  }

  @Test
  void key_is_in_no_printed_text() {
    run(
        context ->
            assertThat(context.getBean(TenonProperties.class).toString())
                .doesNotContain("tenon_key"));
  }

  private void run(Consumer<ApplicationContext> test) {
    app.run(
        context -> {
          assertThat(context).hasNotFailed();
          test.accept(context);
        });
  }

  private static OAuth2AuthorizedClient authorize(
      ApplicationContext context, String registrationId, Authentication principal) {
    OAuth2AuthorizedClient client =
        context
            .getBean(OAuth2AuthorizedClientManager.class)
            .authorize(
                OAuth2AuthorizeRequest.withClientRegistrationId(registrationId)
                    .principal(principal)
                    .build());
    return Objects.requireNonNull(client);
  }

  private static OAuth2AuthorizedClientService clients(ApplicationContext context) {
    return context.getBean(OAuth2AuthorizedClientService.class);
  }

  private static String codeOf(Runnable call) {
    try {
      call.run();
      return "";
    } catch (ClientAuthorizationException e) {
      return e.getError().getErrorCode();
    }
  }
}

package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantTerms;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Lifetimes.Rotation;
import dev.tenon.connector.Step;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenRules.BodyFormat;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Fingerprint;
import dev.tenon.token.Spendings.Spending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a refresh sends, by the kind of connection.
final class SpendingsTest {
  private static final Lifetimes NINE_DAYS = lifetimes(Rotation.ROTATING, Optional.empty());
  private static final Step STEP =
      new Step(
          "POST",
          Template.parse("https://provider.example/login"),
          Map.of(),
          BodyFormat.FORM,
          Map.of(),
          TokenReading.standard());

  private final TokenWorld world = new TokenWorld();
  private final Spendings spendings = new Spendings(world.sealer, world.learned, world.random);

  @BeforeEach
  void a_connection() {
    world.connectAda();
  }

  @Test
  void a_code_grant_spends_its_refresh_token() {
    Spending spending = spendings.of(signIn(), world.grant()).orElseThrow();

    assertThat(spending.request())
        .isEqualTo(
            new TokenRequest.Refresh(
                RefreshToken.of("refresh-1"),
                signIn().scope(),
                Optional.empty(),
                Optional.empty()));
    assertThat(spending.refreshToken()).contains(RefreshToken.of("refresh-1"));
    assertThat(spending.fingerprint())
        .contains(Fingerprint.of(RefreshToken.of("refresh-1").secret()));
    assertThat(spending.isSingleUse()).isTrue();
  }

  @Test
  void a_refresh_token_that_stays_the_same_is_not_spent() {
    world.connectors.declare(lifetimes(Rotation.STATIC, Optional.empty()));

    assertThat(spendings.of(signIn(), world.grant()).orElseThrow().isSingleUse()).isFalse();
    assertThat(Spendings.isSingleUse(signIn(), world.grant())).isFalse();
  }

  @Test
  void without_refresh_token_there_is_nothing_to_spend() {
    Grant bare = world.connected(Optional.of(Duration.ofHours(1)), Optional.empty());

    assertThat(spendings.of(signIn(), bare)).isEmpty();
    assertThat(Spendings.isSingleUse(signIn(), bare)).isFalse();
  }

  @Test
  void a_login_is_renewed_where_the_connector_says_how() {
    ResolvedClient renewed = by(new Authorization.Login(List.of(STEP), List.of(STEP), NINE_DAYS));
    ResolvedClient notRenewed = by(new Authorization.Login(List.of(STEP), List.of(), NINE_DAYS));

    assertThat(spendings.of(renewed, world.grant()))
        .hasValueSatisfying(
            it -> assertThat(it.refreshToken()).contains(RefreshToken.of("refresh-1")));
    assertThat(spendings.of(notRenewed, world.grant())).isEmpty();
  }

  @Test
  void an_app_asks_for_itself_and_spends_nothing() {
    Spending spending = spendings.of(robot(), world.grant()).orElseThrow();

    assertThat(spending.request()).isEqualTo(new TokenRequest.ClientCredentials());
    assertThat(spending.fingerprint()).isEmpty();
    assertThat(spending.isSingleUse()).isFalse();
  }

  @Test
  void keys_and_passwords_are_never_refreshed_and_their_lives_are_unknown() {
    assertThat(typed()).allSatisfy(it -> assertThat(spendings.of(it, world.grant())).isEmpty());
    assertThat(typed())
        .allSatisfy(it -> assertThat(Spendings.lifetimes(it)).isEqualTo(Lifetimes.unknown()));
  }

  @Test
  void lifetimes_are_those_that_the_definition_declares() {
    world.connectors.declare(NINE_DAYS);

    assertThat(Spendings.lifetimes(signIn())).isEqualTo(NINE_DAYS);
    assertThat(Spendings.lifetimes(robot())).isEqualTo(NINE_DAYS);
    assertThat(Spendings.lifetimes(by(new Authorization.Login(List.of(), List.of(), NINE_DAYS))))
        .isEqualTo(NINE_DAYS);
  }

  @Test
  void a_rate_is_the_token_endpoints_and_else_the_apis() {
    world.connectors.ratePerMinute(120);
    assertThat(Spendings.ratePerMinute(signIn())).contains(120);

    world.connectors.tokenRatePerMinute(300);
    assertThat(Spendings.ratePerMinute(signIn())).contains(300);
    assertThat(Spendings.ratePerMinute(robot())).contains(300);
    assertThat(typed()).allSatisfy(it -> assertThat(Spendings.ratePerMinute(it)).contains(120));
    assertThat(
            Spendings.ratePerMinute(by(new Authorization.Login(List.of(), List.of(), NINE_DAYS))))
        .contains(120);
  }

  @Test
  void serial_pkce_proves_itself_by_the_current_verifier_and_brings_the_next() {
    world.connectors.declare(lifetimes(Rotation.ROTATING_SERIAL_PKCE, Optional.empty()));
    CodeVerifier current = CodeVerifier.random(world.random);
    Grant grant = grant(Optional.of(current));

    Spending spending = spendings.of(signIn(), grant).orElseThrow();

    TokenRequest.Refresh request = (TokenRequest.Refresh) spending.request();
    assertThat(request.verifier()).contains(current);
    assertThat(request.nextVerifier()).isPresent().isNotEqualTo(Optional.of(current));
    assertThat(spendings.terms(signIn(), grant, spending).verifier())
        .isEqualTo(request.nextVerifier());
    assertThat(spending.isSingleUse()).isTrue();
  }

  @Test
  void serial_pkce_that_has_no_verifier_begins_none() {
    world.connectors.declare(lifetimes(Rotation.ROTATING_SERIAL_PKCE, Optional.empty()));

    TokenRequest.Refresh request =
        (TokenRequest.Refresh)
            spendings.of(signIn(), grant(Optional.empty())).orElseThrow().request();

    assertThat(request.verifier()).isEmpty();
    assertThat(request.nextVerifier()).isEmpty();
  }

  @Test
  void a_verifier_is_not_replaced_where_pkce_is_not_serial() {
    world.connectors.declare(lifetimes(Rotation.ROTATING_SERIAL_PKCE, Optional.empty()));
    CodeVerifier current = CodeVerifier.random(world.random);
    Grant grant = grant(Optional.of(current));
    world.connectors.declare(lifetimes(Rotation.ROTATING, Optional.empty()));

    Spending spending = spendings.of(signIn(), grant).orElseThrow();

    assertThat(((TokenRequest.Refresh) spending.request()).nextVerifier()).isEmpty();
    assertThat(spendings.terms(signIn(), grant, spending).verifier()).contains(current);
  }

  @Test
  void an_access_tokens_life_is_learned_where_nobody_declares_it_and_a_tenth_less() {
    world.connectors.declare(lifetimes(Rotation.ROTATING, Optional.empty()));
    learn(Duration.ofMinutes(100));

    assertThat(knownLife()).contains(Duration.ofMinutes(90));
  }

  @Test
  void a_declared_life_is_believed_whatever_was_learned() {
    world.connectors.declare(lifetimes(Rotation.ROTATING, Optional.of(Duration.ofHours(1))));
    learn(Duration.ofMinutes(30));

    assertThat(knownLife()).contains(Duration.ofHours(1));
  }

  @Test
  void tokens_that_are_said_not_to_end_do_not_whatever_was_learned() {
    world.connectors.declare(
        new Lifetimes(
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty(),
            Rotation.ROTATING,
            Duration.ZERO,
            Optional.empty()));
    learn(Duration.ofMinutes(30));

    assertThat(knownLife()).isEmpty();
  }

  private Optional<Duration> knownLife() {
    Spending spending = spendings.of(signIn(), world.grant()).orElseThrow();
    return spendings.terms(signIn(), world.grant(), spending).lifetimes().accessToken();
  }

  private void learn(Duration life) {
    world.learned.accessEnded(TokenWorld.WORKSPACE, signIn().client().id(), life);
  }

  private ResolvedClient signIn() {
    return world.found().client();
  }

  private ResolvedClient robot() {
    return by(new Authorization.ClientCredentials(codeRules(), List.of()));
  }

  private dev.tenon.connector.TokenRules codeRules() {
    return ((Authorization.AuthorizationCode) signIn().definition().authorization()).token();
  }

  /// What works by what somebody typed, or not at all.
  private List<ResolvedClient> typed() {
    return Stream.of(
            new Authorization.ApiKey(),
            new Authorization.Basic(),
            new Authorization.Declared("oauth1", Map.of()))
        .map(this::by)
        .toList();
  }

  private ResolvedClient by(Authorization authorization) {
    ResolvedClient it = signIn();
    ConnectionDefinition definition =
        new ConnectionDefinition(
            it.definition().name(),
            it.definition().title(),
            authorization,
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            ConnectionDefinition.Hooks.none(),
            Optional.empty());
    return new ResolvedClient(
        it.client(),
        it.connector(),
        definition,
        it.authorizationUrl(),
        it.tokenUrl(),
        it.refreshUrl(),
        it.revocationUrl(),
        it.userinfoUrl(),
        it.jwksUrl(),
        it.issuer(),
        it.discovery(),
        it.authentication(),
        it.authorizeParameters(),
        it.tokenParameters(),
        it.refreshParameters(),
        it.tokenHeaders(),
        it.scope(),
        it.values());
  }

  /// A grant whose next refresh is proved by `verifier`.
  private Grant grant(Optional<CodeVerifier> verifier) {
    Grant stored = world.grant();
    TokenResponse response =
        new TokenResponse(
            AccessToken.of("access-1"),
            "Bearer",
            Optional.of(Duration.ofHours(1)),
            Optional.of(RefreshToken.of("refresh-1")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            world.clock.instant());
    GrantTokens tokens =
        world.sealer.seal(
            GrantSealer.place(stored.workspace(), stored.connection(), stored.version()),
            response,
            GrantTerms.first(
                world.connectors.declared(),
                Scope.parse("data:read"),
                world.clock.instant(),
                verifier));
    return new Grant(
        stored.connection(),
        stored.workspace(),
        stored.version(),
        tokens,
        stored.consentedAt(),
        Optional.empty(),
        0);
  }

  private static Lifetimes lifetimes(Rotation rotation, Optional<Duration> accessToken) {
    return new Lifetimes(
        accessToken,
        false,
        Optional.of(Duration.ofDays(9)),
        Optional.empty(),
        rotation,
        Duration.ZERO,
        Optional.empty());
  }
}

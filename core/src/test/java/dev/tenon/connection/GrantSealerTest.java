package dev.tenon.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Lifetimes.Rotation;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Place;
import dev.tenon.secret.UnsealableException;
import dev.tenon.stores.InMemoryVault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class GrantSealerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Scope ASKED = Scope.parse("data:read data:write");

  private final GrantSealer sealer = new GrantSealer(new InMemoryVault());
  private final Place place = place("con_1", 1);

  @Test
  void tokens_open_where_they_were_sealed_for() {
    GrantTokens tokens = sealer.seal(place, response(), terms(lifetimes(Rotation.ROTATING)));

    assertThat(sealer.accessToken(tokens, place)).isEqualTo(AccessToken.of("access"));
    assertThat(sealer.refreshToken(tokens, place)).contains(RefreshToken.of("refresh"));
  }

  @Test
  void tokens_open_nowhere_else() {
    GrantTokens tokens = sealer.seal(place, response(), terms(lifetimes(Rotation.ROTATING)));

    assertThatThrownBy(() -> sealer.accessToken(tokens, place("con_2", 1)))
        .isInstanceOf(UnsealableException.class);
    assertThatThrownBy(() -> sealer.refreshToken(tokens, place("con_1", 2)))
        .isInstanceOf(UnsealableException.class);
  }

  @Test
  void moved_tokens_open_at_their_new_place_alone() {
    GrantTokens tokens = sealer.seal(place, response(), terms(lifetimes(Rotation.ROTATING)));
    Place elsewhere = place("con_1", 2);

    GrantTokens moved = sealer.move(tokens, place, elsewhere);

    assertThat(sealer.refreshToken(moved, elsewhere)).contains(RefreshToken.of("refresh"));
    assertThatThrownBy(() -> sealer.accessToken(moved, place))
        .isInstanceOf(UnsealableException.class);
  }

  @Test
  void an_idle_life_counts_from_asking_and_an_absolute_one_from_consent() {
    Lifetimes both =
        new Lifetimes(
            Optional.empty(),
            false,
            Optional.of(Duration.ofDays(9)),
            Optional.of(Duration.ofDays(30)),
            Rotation.ROTATING,
            Duration.ZERO,
            Optional.empty());

    assertThat(sealer.seal(place, response(), terms(both)).refreshExpiresAt())
        .contains(NOW.plus(Duration.ofDays(9)));
    assertThat(
            sealer
                .seal(
                    place,
                    response(),
                    GrantTerms.first(both, ASKED, NOW.minus(Duration.ofDays(25)), Optional.empty()))
                .refreshExpiresAt())
        .contains(NOW.plus(Duration.ofDays(5)));
  }

  @Test
  void a_scope_that_the_answer_does_not_name_is_what_was_asked() {
    assertThat(sealer.seal(place, response(), terms(Lifetimes.unknown())).scope()).isEqualTo(ASKED);
  }

  @Test
  void only_serial_pkce_keeps_a_verifier() {
    assertThat(
            sealer
                .seal(place, response(), terms(lifetimes(Rotation.ROTATING_SERIAL_PKCE)))
                .refreshVerifier())
        .isPresent();
    assertThat(
            sealer.seal(place, response(), terms(lifetimes(Rotation.ROTATING))).refreshVerifier())
        .isEmpty();
  }

  @Test
  void a_verifier_opens_where_it_was_sealed_for() {
    GrantTerms terms = terms(lifetimes(Rotation.ROTATING_SERIAL_PKCE));

    assertThat(sealer.verifier(sealer.seal(place, response(), terms), place))
        .isPresent()
        .isEqualTo(terms.verifier());
  }

  @Test
  void a_refresh_token_that_stays_in_use_keeps_the_time_when_it_came() {
    Instant earlier = NOW.minus(Duration.ofDays(3));
    GrantTerms terms =
        new GrantTerms(
            lifetimes(Rotation.STATIC),
            ASKED,
            Optional.of(RefreshToken.of("refresh-before")),
            Optional.of(earlier),
            earlier,
            Optional.empty());
    TokenResponse bare =
        new TokenResponse(
            AccessToken.of("access"),
            "Bearer",
            Optional.of(Duration.ofHours(1)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            NOW);

    assertThat(sealer.seal(place, bare, terms).refreshIssuedAt()).contains(earlier);
    assertThat(sealer.seal(place, response(), terms).refreshIssuedAt()).contains(NOW);
  }

  private static Place place(String connection, long version) {
    return GrantSealer.place(new WorkspaceId("ws_1"), new ConnectionId(connection), version);
  }

  private static Lifetimes lifetimes(Rotation rotation) {
    return new Lifetimes(
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        rotation,
        Duration.ZERO,
        Optional.empty());
  }

  private static GrantTerms terms(Lifetimes lifetimes) {
    CodeVerifier verifier = CodeVerifier.random(RandomGenerator.of("L64X128MixRandom"));
    return GrantTerms.first(lifetimes, ASKED, NOW, Optional.of(verifier));
  }

  private static TokenResponse response() {
    return new TokenResponse(
        AccessToken.of("access"),
        "Bearer",
        Optional.of(Duration.ofHours(1)),
        Optional.of(RefreshToken.of("refresh")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        NOW);
  }
}

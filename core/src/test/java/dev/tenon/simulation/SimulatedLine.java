package dev.tenon.simulation;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.connector.Lifetimes.Rotation;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The way from one process to the provider, on which requests and answers get lost.
final class SimulatedLine implements TokenEndpoint {
  private static final Duration FOREVER = Duration.ofDays(1);

  private final World world;
  private final SimulatedNode node;
  private final Life life;
  private final Clock clock;

  SimulatedLine(World world, SimulatedNode node, Life life, Clock clock) {
    this.world = world;
    this.node = node;
    this.life = life;
    this.clock = clock;
  }

  @Override
  public TokenAnswer ask(ResolvedClient client, TokenRequest request) {
    return ask(client, request, FOREVER);
  }

  @Override
  public TokenAnswer ask(ResolvedClient client, TokenRequest request, Duration sendWithin) {
    long latest = world.stage().now() + sendWithin.toMillis();
    world.stage().step("provider: ask");
    if (world.choices().chance(world.temper().slowness())) {
      world.stage().sleep(Duration.ofMillis(world.choices().one(100, 5_000, 30_000)));
    }
    boolean late = world.stage().now() > latest;
    if (late && !world.has(PlantedBug.REQUEST_IS_SENT_LATE)) {
      world.stage().note(() -> "too late to send");
      return new TokenAnswer.TooLate();
    }
    return switch (request) {
      case TokenRequest.Refresh refresh -> refresh(refresh);
      case TokenRequest.ClientCredentials _ -> own();
      case TokenRequest.CodeExchange _, TokenRequest.Login _ ->
          new TokenAnswer.NotAsked("not simulated");
    };
  }

  private TokenAnswer own() {
    Trouble trouble = trouble();
    return switch (trouble) {
      case NONE, SLOW -> granted(world.provider().ownToken(), Optional.empty(), clock.instant());
      case UNREACHABLE -> new TokenAnswer.Unreachable("made so");
      case LOST_BEFORE, LOST_AFTER, LATE -> new TokenAnswer.Unanswered("made so");
      case ERROR, ERROR_AFTER -> new TokenAnswer.Unavailable(500, Optional.empty(), "HTTP 500");
      case BUSY -> busy();
      case REJECTED -> new TokenAnswer.Refused("invalid_client", "", 401);
    };
  }

  private TokenAnswer refresh(TokenRequest.Refresh request) {
    Trouble trouble = trouble();
    world.stage().note(() -> "trouble: " + trouble);
    if (trouble == Trouble.UNREACHABLE) {
      return new TokenAnswer.Unreachable("made so");
    }
    String token = request.refreshToken().secret().reveal();
    Sent sent = world.provider().sent(node, life, token);
    world.stage().note(() -> "sent " + sent);
    return switch (trouble) {
      case NONE, UNREACHABLE -> answered(sent, world.provider().process(sent));
      case SLOW -> answered(sent, world.choices().one(500, 10_000, 19_000));
      case LATE -> answered(sent, world.choices().one(21_000, 30_000, 60_000));
      case LOST_BEFORE -> {
        world.stage().sleep(Duration.ofMillis(world.choices().one(10, 20_000)));
        sent.ended();
        yield new TokenAnswer.Unanswered("made so");
      }
      case LOST_AFTER -> {
        world.provider().process(sent);
        world.stage().sleep(Duration.ofMillis(world.choices().one(10, 20_000)));
        yield new TokenAnswer.Unanswered("made so");
      }
      case ERROR -> away(sent, new TokenAnswer.Unavailable(500, Optional.empty(), "HTTP 500"));
      case ERROR_AFTER -> {
        world.provider().process(sent);
        world.stage().step("provider: error after the work");
        yield new TokenAnswer.Unavailable(500, Optional.empty(), "HTTP 500");
      }
      case BUSY -> away(sent, busy());
      case REJECTED -> away(sent, new TokenAnswer.Refused("invalid_client", "", 401));
    };
  }

  private TokenAnswer busy() {
    long seconds = world.choices().one(1, 120);
    return new TokenAnswer.Unavailable(503, Optional.of(Duration.ofSeconds(seconds)), "HTTP 503");
  }

  private TokenAnswer away(Sent sent, TokenAnswer answer) {
    sent.ended();
    world.stage().step("provider: turned away");
    sent.seen(Sent.Outcome.SPENT_NOTHING);
    return answer;
  }

  /// Processed after `millis`, waited for as long as a client waits.
  private TokenAnswer answered(Sent sent, long millis) {
    Boolean[] verdict = new Boolean[1];
    Stage stage = world.stage();
    stage.at(stage.now() + millis, () -> verdict[0] = world.provider().process(sent));
    long end = sent.at + Sent.LONGEST_CALL_MILLIS;
    boolean seen =
        stage.await(() -> verdict[0] != null, Duration.ofMillis(Sent.LONGEST_CALL_MILLIS));
    // Who was paused meanwhile may find the answer in time, or find that it waited too long.
    boolean tooLong = stage.now() > end && world.choices().among(2) == 1;
    if (!seen || tooLong) {
      return new TokenAnswer.Unanswered("made so");
    }
    return answered(sent, Boolean.TRUE.equals(verdict[0]));
  }

  private TokenAnswer answered(Sent sent, boolean granted) {
    world.stage().step("provider: answer");
    if (!granted) {
      sent.seen(Sent.Outcome.SPENT_NOTHING);
      return new TokenAnswer.Refused("invalid_grant", "", 400);
    }
    sent.seen(Sent.Outcome.GRANTED);
    int next = world.shape().rotation() == Rotation.STATIC ? sent.index : sent.index + 1;
    world.stage().note(() -> "answer " + sent.family.refreshToken(next));
    return granted(
        sent.family.accessToken(next),
        Optional.of(RefreshToken.of(sent.family.refreshToken(next))),
        begin(sent));
  }

  /// From when what was granted counts.
  private Instant begin(Sent sent) {
    return clock.instant().minusMillis(world.stage().now() - sent.at);
  }

  private static TokenAnswer granted(
      String accessToken, Optional<RefreshToken> refreshToken, Instant begin) {
    return new TokenAnswer.Granted(Holdings.response(accessToken, refreshToken, begin));
  }

  private Trouble trouble() {
    if (world.provider().isDown()) {
      return Trouble.ERROR;
    }
    if (world.provider().isSecretWrong() || world.choices().chance(world.temper().refusals())) {
      return Trouble.REJECTED;
    }
    if (!world.choices().chance(world.temper().networkFailures())) {
      return Trouble.NONE;
    }
    Trouble[] all = Trouble.values();
    return all[1 + world.choices().among(all.length - 2)];
  }

  @Override
  public Account claimed(ResolvedClient client, TokenResponse response) {
    return Account.unknown();
  }

  @Override
  public Identification identify(
      ResolvedClient client, TokenResponse response, Optional<Nonce> nonce) {
    return new Identification.Known(Account.unknown());
  }

  @Override
  public Revocation revoke(ResolvedClient client, RevocationRequest request) {
    world.stage().step("provider: revoke");
    request
        .refreshToken()
        .ifPresent(token -> world.provider().family(token.secret().reveal()).revoke());
    return new Revocation.Revoked();
  }

  /// What happens to one request.
  private enum Trouble {
    NONE,
    SLOW,
    LATE,
    LOST_BEFORE,
    LOST_AFTER,
    UNREACHABLE,
    ERROR,
    ERROR_AFTER,
    BUSY,
    REJECTED
  }
}

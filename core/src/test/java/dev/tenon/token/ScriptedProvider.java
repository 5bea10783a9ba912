package dev.tenon.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A token endpoint with single-use refresh tokens that answers as the test says, and otherwise as
/// a good provider: `access-2` and `refresh-2` for `refresh-1`, and so on.
final class ScriptedProvider implements TokenEndpoint {
  private final Clock clock;
  private final ConcurrentLinkedDeque<Function<TokenRequest, TokenAnswer>> script =
      new ConcurrentLinkedDeque<>();
  private final List<TokenRequest> requests = new ArrayList<>();
  private final List<String> revoked = new ArrayList<>();
  private volatile Duration allowed = Duration.ZERO;
  private volatile Account claimed = Account.unknown();
  private final AtomicInteger issued = new AtomicInteger(1);
  private Optional<Duration> lifetime = Optional.of(Duration.ofHours(1));

  ScriptedProvider(Clock clock) {
    this.clock = clock;
  }

  /// The next request is answered by `answer`.
  void next(Function<TokenRequest, TokenAnswer> answer) {
    script.addLast(answer);
  }

  void next(TokenAnswer answer) {
    next(_ -> answer);
  }

  /// Life of the access tokens from now on; empty: answers do not say.
  void issueTokensFor(Optional<Duration> duration) {
    lifetime = duration;
  }

  synchronized List<TokenRequest> requests() {
    return List.copyOf(requests);
  }

  /// What a good provider answers.
  TokenAnswer grant() {
    int number = issued.incrementAndGet();
    return new TokenAnswer.Granted(
        new TokenResponse(
            AccessToken.of("access-" + number),
            "Bearer",
            lifetime,
            Optional.of(RefreshToken.of("refresh-" + number)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            clock.instant()));
  }

  @Override
  public TokenAnswer ask(ResolvedClient client, TokenRequest request) {
    synchronized (this) {
      requests.add(request);
    }
    Function<TokenRequest, TokenAnswer> scripted = script.pollFirst();
    return scripted == null ? grant() : scripted.apply(request);
  }

  @Override
  public TokenAnswer ask(ResolvedClient client, TokenRequest request, Duration sendWithin) {
    allowed = sendWithin;
    return sendWithin.isNegative() ? new TokenAnswer.TooLate() : ask(client, request);
  }

  /// Within what time the last request had to be sent.
  Duration sendWithin() {
    return allowed;
  }

  /// The refresh tokens that were to be revoked.
  synchronized List<String> revoked() {
    return List.copyOf(revoked);
  }

  /// From now on ID tokens claim to be for `account`.
  void claims(Account account) {
    claimed = account;
  }

  @Override
  public Account claimed(ResolvedClient client, TokenResponse response) {
    return claimed;
  }

  @Override
  public Identification identify(
      ResolvedClient client, TokenResponse response, Optional<Nonce> nonce) {
    return new Identification.Known(Account.unknown());
  }

  @Override
  public synchronized Revocation revoke(ResolvedClient client, RevocationRequest request) {
    request.refreshToken().ifPresent(token -> revoked.add(token.secret().reveal()));
    return new Revocation.NotSupported();
  }
}

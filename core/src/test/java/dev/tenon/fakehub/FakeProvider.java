package dev.tenon.fakehub;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Every provider of the world: grants `access-1`, `access-2` and so on to the account that the
/// test says, unless the test says otherwise.
public final class FakeProvider implements TokenEndpoint {
  private final Clock clock;
  private final AtomicInteger issued = new AtomicInteger();
  private final ConcurrentLinkedDeque<TokenAnswer> script = new ConcurrentLinkedDeque<>();
  private final List<TokenRequest> requests = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<RevocationRequest> revocations = new CopyOnWriteArrayList<>();
  private final List<Optional<Nonce>> nonces = new CopyOnWriteArrayList<>();
  private volatile Identification identification =
      new Identification.Known(account("sub-ada", "Ada Lovelace", "ada@example.com"));
  private volatile Optional<Scope> scope = Optional.empty();
  private final List<Map<String, String>> afterConnects = new CopyOnWriteArrayList<>();
  private volatile HookResult afterConnect = new HookResult.Performed(Map.of());

  private volatile Runnable answering = () -> {};

  /// Receives tokens at the time of `clock`.
  public FakeProvider(Clock clock) {
    this.clock = clock;
  }

  /// An account.
  public static Account account(String subject, String name, String email) {
    return new Account(Optional.of(subject), Optional.of(name), Optional.of(email));
  }

  /// Whoever signs in now is this.
  public void signsIn(Account account) {
    identification = new Identification.Known(account);
  }

  /// ID tokens from now on are not for us.
  public void forges() {
    identification = new Identification.Forged("the nonce is another");
  }

  /// The requests after connecting come to this from now on.
  public void afterConnect(HookResult result) {
    afterConnect = result;
  }

  /// The values with which the requests after connecting were made, in order.
  public List<Map<String, String>> afterConnects() {
    return List.copyOf(afterConnects);
  }

  /// Answers say that this was granted.
  public void grants(Scope granted) {
    scope = Optional.of(granted);
  }

  /// The next request is answered so.
  public void answersNext(TokenAnswer answer) {
    script.addLast(answer);
  }

  /// From now on this happens while a request is answered.
  public void whileAnswering(Runnable happening) {
    answering = happening;
  }

  /// What was asked for, in order.
  public List<TokenRequest> requests() {
    return List.copyOf(requests);
  }

  /// The integrations that were asked for, in order.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /// What was to be revoked, in order.
  public List<RevocationRequest> revocations() {
    return List.copyOf(revocations);
  }

  /// The nonces that ID tokens were held against, in order.
  public List<Optional<Nonce>> nonces() {
    return List.copyOf(nonces);
  }

  @Override
  public TokenAnswer ask(ResolvedClient client, TokenRequest request) {
    requests.add(request);
    asked.add(client.client().name().value());
    answering.run();
    TokenAnswer scripted = script.pollFirst();
    return scripted == null ? granted() : scripted;
  }

  private TokenAnswer granted() {
    int number = issued.incrementAndGet();
    return new TokenAnswer.Granted(
        new TokenResponse(
            AccessToken.of("access-" + number),
            "Bearer",
            Optional.of(Duration.ofHours(1)),
            Optional.of(RefreshToken.of("refresh-" + number)),
            Optional.empty(),
            scope,
            Optional.empty(),
            Map.of(),
            clock.instant()));
  }

  @Override
  public TokenAnswer ask(ResolvedClient client, TokenRequest request, Duration sendWithin) {
    return ask(client, request);
  }

  @Override
  public Account claimed(ResolvedClient client, TokenResponse response) {
    return Account.unknown();
  }

  @Override
  public Identification identify(
      ResolvedClient client, TokenResponse response, Optional<Nonce> nonce) {
    nonces.add(nonce);
    return identification;
  }

  @Override
  public HookResult afterConnect(
      ResolvedClient client, AccessToken token, Map<String, String> values) {
    afterConnects.add(values);
    return afterConnect;
  }

  @Override
  public Revocation revoke(ResolvedClient client, RevocationRequest request) {
    revocations.add(request);
    return new Revocation.Revoked();
  }
}

package dev.tenon.server.api;

import dev.tenon.client.ClientSecret;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A token endpoint that answers as the test says, and otherwise grants `planted-access-2` and
/// `planted-refresh-2`, and so on.
final class ScriptedProvider implements TokenEndpoint {
  private final Clock clock;
  private final Deque<TokenAnswer> script = new ArrayDeque<>();
  private final List<TokenRequest> requests = new ArrayList<>();
  private final List<List<String>> secrets = new ArrayList<>();
  private final List<RevocationRequest> revocations = new ArrayList<>();
  private final List<ResolvedClient> clients = new ArrayList<>();
  private Revocation revocation = new Revocation.Revoked();
  private Optional<Discovery> discovery = Optional.empty();
  private final List<Map<String, String>> asked = new ArrayList<>();
  private HookResult afterConnect = new HookResult.Performed(Map.of());
  private int issued = 1;

  ScriptedProvider(Clock clock) {
    this.clock = clock;
  }

  synchronized void next(TokenAnswer answer) {
    script.addLast(answer);
  }

  synchronized void discovers(Discovery answer) {
    discovery = Optional.of(answer);
  }

  synchronized void revokes(Revocation answer) {
    revocation = answer;
  }

  synchronized List<TokenRequest> requests() {
    return List.copyOf(requests);
  }

  /// The ids of the secrets that each request could use.
  synchronized List<List<String>> secrets() {
    return List.copyOf(secrets);
  }

  /// The clients that asked, in the order of [#requests()].
  synchronized List<ResolvedClient> clients() {
    return List.copyOf(clients);
  }

  synchronized List<RevocationRequest> revocations() {
    return List.copyOf(revocations);
  }

  @Override
  public synchronized Discovery discover(ResolvedClient client) {
    return discovery.orElseGet(() -> new Discovery.Found(client));
  }

  @Override
  public synchronized TokenAnswer ask(ResolvedClient client, TokenRequest request) {
    requests.add(request);
    secrets.add(client.client().secrets().stream().map(ClientSecret::id).toList());
    clients.add(client);
    TokenAnswer scripted = script.pollFirst();
    if (scripted != null) {
      return scripted;
    }
    issued++;
    return new TokenAnswer.Granted(
        new TokenResponse(
            AccessToken.of("planted-access-" + issued),
            "Bearer",
            Optional.of(Duration.ofHours(1)),
            Optional.of(RefreshToken.of("planted-refresh-" + issued)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            clock.instant()));
  }

  @Override
  public TokenAnswer ask(ResolvedClient client, TokenRequest request, Duration sendWithin) {
    return ask(client, request);
  }

  /// Requests after connecting come to this from now on.
  synchronized void afterConnect(HookResult result) {
    afterConnect = result;
  }

  @Override
  public synchronized HookResult afterConnect(
      ResolvedClient client, AccessToken token, Map<String, String> values) {
    asked.add(values);
    return afterConnect;
  }

  /// The values with which requests after connecting were made.
  synchronized List<Map<String, String>> askedAfterConnect() {
    return List.copyOf(asked);
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
  public synchronized Revocation revoke(ResolvedClient client, RevocationRequest request) {
    revocations.add(request);
    return revocation;
  }
}

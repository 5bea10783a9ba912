package dev.tenon.sandbox;

import dev.tenon.sandbox.aps.Account;
import dev.tenon.sandbox.aps.RateLimit;
import dev.tenon.sandbox.fault.FaultRule;
import dev.tenon.sandbox.oauth.AuthorizationServer;
import dev.tenon.sandbox.oauth.Client;
import dev.tenon.sandbox.oauth.Counters;
import dev.tenon.sandbox.oauth.GrantState;
import dev.tenon.sandbox.oauth.Policy;
import dev.tenon.sandbox.oauth.TokenCall;
import dev.tenon.sandbox.sample.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What a test or a person can do to the providers and see of them; the same as below `/sandbox/`
/// over HTTP. Safe for use by any thread.
public final class Controls {
  private final World world;

  Controls(World world) {
    this.world = world;
  }

  /// The providers' clock.
  public SandboxClock clock() {
    return world.clock();
  }

  /// Makes the next matching calls fail, after those that earlier rules take.
  public void fail(FaultRule rule) {
    world.faults().add(rule);
  }

  /// The rules that still have calls to befall.
  public List<FaultRule> faults() {
    return world.faults().pending();
  }

  /// Drops every rule.
  public void clearFaults() {
    world.faults().clear();
  }

  /// Lets go of the calls that are held in silence; their connections close. Says how many.
  public int releaseHeld() {
    return world.held().release();
  }

  /// How many calls are held in silence now.
  public int held() {
    return world.held().count();
  }

  /// Waits until at least `count` calls are held; false where that has not come within `atMost`.
  public boolean awaitHeld(int count, Duration atMost) throws InterruptedException {
    return world.held().awaitCount(count, atMost);
  }

  /// Every grant at every provider, ended ones too.
  public List<GrantState> grants() {
    return world.servers().stream().flatMap(server -> server.grants().all().stream()).toList();
  }

  /// Ends one grant; says how many living ones that was.
  public int revokeGrant(String grantId) {
    return revoke(grant -> grant.id().equals(grantId));
  }

  /// Ends the grants of a user (such as `ada`) at every provider; says how many.
  public int revokeGrantsOf(String user) {
    return revoke(grant -> grant.user().equals(user));
  }

  private int revoke(Predicate<GrantState> which) {
    return world.servers().stream()
        .mapToInt(server -> server.grants().revoke(which, "the controls revoked it"))
        .sum();
  }

  /// Every registered client.
  public List<SandboxClient> clients() {
    return world.servers().stream()
        .flatMap(server -> server.clients().all().stream())
        .map(SandboxClient::of)
        .toList();
  }

  /// Registers a client, in place of one with the same id at the same provider.
  public void register(SandboxClient client) {
    server(client.provider()).clients().register(client.toClient());
  }

  /// Gives a client another secret; the old one is refused from now on.
  public void changeSecret(String provider, String clientId, String secret) {
    change(provider, clientId, client -> client.withSecret(secret));
  }

  /// Enables an API for a client.
  public void enableApi(String provider, String clientId, String api) {
    change(provider, clientId, client -> client.withApi(api));
  }

  /// Disables an API for a client: tokens go on being issued, the API refuses them.
  public void disableApi(String provider, String clientId, String api) {
    change(provider, clientId, client -> client.withoutApi(api));
  }

  /// The ids of the ACC accounts by their names, for [#admit].
  public Map<String, String> accounts() {
    return world.accounts().stream()
        .collect(Collectors.toUnmodifiableMap(Account::name, Account::id));
  }

  /// Sets which ACC accounts have a custom integration for a client; `*` means all.
  public void admit(String provider, String clientId, Set<String> accounts) {
    change(provider, clientId, client -> client.withAccounts(accounts));
  }

  private void change(String provider, String clientId, UnaryOperator<Client> change) {
    Optional<Client> changed = server(provider).clients().change(clientId, change);
    if (changed.isEmpty()) {
      throw new IllegalArgumentException("no client " + clientId + " at " + provider);
    }
  }

  /// What became of the calls that count against a rate limit of APS.
  public RateLimit.Outcomes limited() {
    return world.limited();
  }

  /// The counts of every client that has called.
  public List<Counters> counters() {
    return world.servers().stream().flatMap(server -> server.counters().stream()).toList();
  }

  /// The counts of one client, all zero where it has not called.
  public Counters counters(String provider, String clientId) {
    return server(provider).counters(clientId);
  }

  /// Up to `limit` token calls with numbers above `after`, at all providers, oldest first; the
  /// newest 200,000 are remembered.
  public List<TokenCall> tokenCalls(long after, int limit) {
    return world.calls().after(after, limit);
  }

  /// The token calls whose answers have not gone out yet, oldest first.
  public List<TokenCall> openTokenCalls() {
    return world.calls().open();
  }

  /// The lifetimes of a provider.
  public Policy policy(String provider) {
    return server(provider).grants().policy();
  }

  /// Changes the lifetimes of a provider.
  public void setPolicy(String provider, Policy policy) {
    server(provider).grants().setPolicy(policy);
  }

  /// Sizes and quirks.
  public Tuning tuning() {
    return world.tuning().get();
  }

  /// Changes sizes and quirks.
  public void setTuning(Tuning tuning) {
    world.tuning().set(tuning);
  }

  /// Back to how it was after the start, the clock too; grants and codes are gone.
  public void reset() {
    world.reset();
  }

  private AuthorizationServer server(String provider) {
    return world.servers().stream()
        .filter(server -> server.provider().equals(provider))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no provider " + provider));
  }
}

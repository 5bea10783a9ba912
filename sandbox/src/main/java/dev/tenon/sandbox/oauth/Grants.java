package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.oauth.Refused.Reason;
import dev.tenon.sandbox.oauth.Tallies.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.crypto.SecretKey;

/// The codes and grants of one provider. Every method is one step that no other thread sees half
/// done. Safe for use by any thread.
public final class Grants {
  private static final Duration CODES_REMEMBERED = Duration.ofDays(1);

  /// What a token call leaves the client with.
  ///
  /// @param refreshToken empty where the provider gives none
  record Turned(Consent consent, String grant, Set<String> scopes, Optional<String> refreshToken) {}

  private static final class Code {
    final Consent consent;
    boolean used;
    Optional<Grant> grant = Optional.empty();

    Code(Consent consent) {
      this.consent = consent;
    }
  }

  private final String provider;
  private final Clock clock;
  private final Tallies tallies;
  private final RefreshTokens refreshTokens;
  private final Map<String, Code> codes = new LinkedHashMap<>();
  private final Map<Long, Grant> grants = new LinkedHashMap<>();
  private final Set<String> revokedAccessTokens = new HashSet<>();
  private Policy policy;
  private long lastNumber;

  Grants(String provider, Policy policy, Clock clock, Tallies tallies, SecretKey key) {
    this.provider = provider;
    this.policy = policy;
    this.clock = clock;
    this.tallies = tallies;
    this.refreshTokens = new RefreshTokens(key);
  }

  /// The lifetimes in force.
  public synchronized Policy policy() {
    return policy;
  }

  /// Puts other lifetimes in force; codes and grants that exist are judged by them too.
  public synchronized void setPolicy(Policy other) {
    policy = other;
  }

  synchronized void issue(String code, Consent consent) {
    Instant forgotten = clock.instant().minus(CODES_REMEMBERED);
    codes.values().removeIf(old -> old.consent.at().isBefore(forgotten));
    codes.put(code, new Code(consent));
  }

  /// Redeems a code. Whoever presents it uses it up; the second time ends what came of the first
  /// (RFC 6749 §4.1.2).
  synchronized Turned redeem(
      String text, Client client, Proof proof, Predicate<Set<String>> refreshable) {
    Code code = codes.get(text);
    if (code == null || !code.consent.clientId().equals(client.id())) {
      throw new Refused(Reason.INVALID_GRANT, "the code is unknown");
    }
    if (code.used) {
      code.grant.ifPresent(grant -> end(grant, "its code was used twice"));
      throw new Refused(Reason.INVALID_GRANT, "the code was used before");
    }
    code.used = true;
    proof.check(code.consent, policy.codeLifetime(), clock.instant());
    Grant grant = new Grant(++lastNumber, code.consent);
    grant.refreshedAt = clock.instant();
    proof.nextChallenge().ifPresent(next -> grant.challenge = Optional.of(next));
    grants.put(grant.number, grant);
    code.grant = Optional.of(grant);
    tallies.count(client.id(), Event.CODE_REDEEMED);
    boolean renewable = refreshable.test(code.consent.scopes());
    Optional<String> token = renewable ? Optional.of(tokenOf(grant)) : Optional.empty();
    return new Turned(code.consent, grant.id(provider), code.consent.scopes(), token);
  }

  /// Spends a refresh token. Nothing is spent by a request that is refused for its scope or its
  /// verifier.
  synchronized Turned refresh(String text, Client client, Renewal renewal) {
    RefreshTokens.Turn turn = known(text);
    Grant grant = grantOf(turn, client);
    if (turn.turn() != grant.turn) {
      forgiveOrEnd(grant, turn);
    } else {
      refuseEnded(grant);
    }
    Set<String> scopes = renewal.scopes(grant.consent.scopes());
    Optional<String> nextChallenge = renewal.nextChallenge(grant.challenge);
    if (turn.turn() == grant.turn && policy.rotation() == Policy.Rotation.SINGLE_USE) {
      grant.turn++;
    }
    grant.refreshedAt = clock.instant();
    grant.challenge = nextChallenge;
    tallies.count(client.id(), Event.REFRESHED);
    Optional<String> next =
        policy.rotation() == Policy.Rotation.SINGLE_USE
            ? Optional.of(tokenOf(grant))
            : Optional.empty();
    return new Turned(grant.consent, grant.id(provider), scopes, next);
  }

  /// Whether the grant an access token came from still lives, and the token itself too.
  synchronized boolean honours(Access access) {
    return !revokedAccessTokens.contains(access.tokenId())
        && access.grant().map(id -> lives(byId(id))).orElse(true);
  }

  synchronized void revokeAccessToken(String tokenId) {
    revokedAccessTokens.add(tokenId);
  }

  /// The grant that a refresh token of this client stands for, if it is one and the grant lives.
  synchronized Optional<GrantState> byRefreshToken(String text) {
    return refreshTokens
        .decode(text)
        .flatMap(
            turn -> Optional.ofNullable(grants.get(turn.grant())).filter(g -> current(g, turn)))
        .map(grant -> grant.state(provider));
  }

  /// Which turn of which grant a refresh token is, used or not; empty where it is none.
  Optional<TokenCall.Turn> turnOf(String text) {
    return refreshTokens
        .decode(text)
        .map(turn -> new TokenCall.Turn(provider + "-" + turn.grant(), turn.turn()));
  }

  /// When the newest refresh token of a grant dies unused.
  synchronized Instant idleEnd(GrantState grant) {
    return grant.refreshedAt().plus(policy.refreshIdle());
  }

  /// Ends every living grant that `which` picks; says how many.
  public synchronized int revoke(Predicate<GrantState> which, String reason) {
    int ended = 0;
    for (Grant grant : grants.values()) {
      if (grant.ended.isEmpty() && which.test(grant.state(provider))) {
        end(grant, reason);
        ended++;
      }
    }
    return ended;
  }

  /// Every grant, ended ones too.
  public synchronized List<GrantState> all() {
    var states = new ArrayList<GrantState>();
    grants.values().forEach(grant -> states.add(grant.state(provider)));
    return states;
  }

  synchronized void clear(Policy initial) {
    codes.clear();
    grants.clear();
    revokedAccessTokens.clear();
    policy = initial;
  }

  private RefreshTokens.Turn known(String text) {
    return refreshTokens
        .decode(text)
        .orElseThrow(() -> new Refused(Reason.INVALID_GRANT, "the refresh token is unknown"));
  }

  private Grant grantOf(RefreshTokens.Turn turn, Client client) {
    Grant grant = grants.get(turn.grant());
    if (grant == null || !grant.consent.clientId().equals(client.id())) {
      throw new Refused(Reason.INVALID_GRANT, "the refresh token is unknown");
    }
    return grant;
  }

  private void forgiveOrEnd(Grant grant, RefreshTokens.Turn turn) {
    boolean justUsed =
        turn.turn() == grant.turn - 1
            && clock.instant().isBefore(grant.refreshedAt.plus(policy.reuseGrace()));
    if (justUsed && grant.ended.isEmpty()) {
      return;
    }
    tallies.count(grant.consent.clientId(), Event.REUSE_SEEN);
    end(grant, "a refresh token was used twice");
    throw new Refused(Reason.INVALID_GRANT, "refresh token is expired or already used");
  }

  private void refuseEnded(Grant grant) {
    if (grant.ended.isPresent()) {
      throw new Refused(Reason.INVALID_GRANT, "the grant has ended");
    }
    if (clock.instant().isAfter(grant.refreshedAt.plus(policy.refreshIdle()))) {
      throw new Refused(Reason.INVALID_GRANT, "refresh token is expired or already used");
    }
  }

  private void end(Grant grant, String reason) {
    if (grant.ended.isEmpty()) {
      grant.ended = Optional.of(reason);
      tallies.count(grant.consent.clientId(), Event.GRANT_REVOKED);
    }
  }

  private Optional<Grant> byId(String id) {
    return Optional.ofNullable(grants.get(Long.parseLong(id.substring(id.lastIndexOf('-') + 1))));
  }

  private static boolean lives(Optional<Grant> grant) {
    return grant.map(found -> found.ended.isEmpty()).orElse(false);
  }

  private static boolean current(Grant grant, RefreshTokens.Turn turn) {
    return grant.ended.isEmpty() && grant.turn == turn.turn();
  }

  private String tokenOf(Grant grant) {
    return refreshTokens.encode(new RefreshTokens.Turn(grant.number, grant.turn));
  }
}

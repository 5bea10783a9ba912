package dev.tenon.simulation;

import dev.tenon.connector.Lifetimes.Rotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An authorization server with single-use refresh tokens, which ends a family when one of its
/// tokens comes a second time; or a milder one.
final class SimulatedProvider {
  static final long ACCESS_LIFE_MILLIS = 3_600_000;

  private final World world;
  private final Map<String, Family> families = new HashMap<>();
  private final List<Sent> requests = new ArrayList<>();
  private int consents;
  private int ownTokens;
  private long downUntil;
  private long secretWrongUntil;

  SimulatedProvider(World world) {
    this.world = world;
  }

  /// `user` consents.
  Family consent(String user) {
    Family family = new Family(user, ++consents, world.stage().now());
    families.put(family.toString(), family);
    return family;
  }

  /// The family of a token's text.
  Family family(String token) {
    String[] parts = token.split("\\.", -1);
    Family family = families.get(parts[1] + "." + parts[2]);
    if (family == null) {
      throw new IllegalStateException("no such token was ever given out: " + token);
    }
    return family;
  }

  static int index(String token) {
    return Integer.parseInt(token.substring(token.lastIndexOf('.') + 1));
  }

  List<Sent> requests() {
    return requests;
  }

  String ownToken() {
    return "A.app.0." + ++ownTokens;
  }

  void downUntil(long until) {
    downUntil = until;
  }

  void secretWrongUntil(long until) {
    secretWrongUntil = until;
  }

  boolean isDown() {
    return world.stage().now() < downUntil;
  }

  boolean isSecretWrong() {
    return world.stage().now() < secretWrongUntil;
  }

  /// A refresh request has left `node`.
  Sent sent(SimulatedNode node, Life life, String token) {
    Sent request = new Sent(family(token), index(token), node, life, world.stage().now());
    world.invariants().forEach(each -> each.sent(request));
    requests.add(request);
    return request;
  }

  /// What becomes of it here; true when it brings tokens.
  boolean process(Sent request) {
    request.ended();
    Family family = request.family;
    int index = request.index;
    long now = world.stage().now();
    if (family.isDead()) {
      family.refused.add(index);
      return false;
    }
    if (world.shape().rotation() == Rotation.STATIC) {
      family.issueAgain(index, now);
      return true;
    }
    if (index == family.newest()) {
      family.issue(now);
      return true;
    }
    if (index == family.newest() - 1
        && now - family.spentAt(index) <= world.shape().graceMillis()
        && world.shape().graceMillis() > 0) {
      family.issueAgain(index + 1, now);
      return true;
    }
    family.kill(request);
    family.refused.add(index);
    world.stage().note(() -> "REUSE: the provider ends " + family);
    world.invariants().forEach(each -> each.familyEnded(family, request));
    return false;
  }
}

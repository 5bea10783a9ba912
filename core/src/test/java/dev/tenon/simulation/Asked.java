package dev.tenon.simulation;

import dev.tenon.token.TokenResult;
import java.time.Duration;
import java.util.Optional;

/// Somebody asked a node for a token.
///
/// @param user whose; `app` for the app's own
/// @param begun when, in truth
/// @param ended when the answer was there
/// @param before what was stored when it began
/// @param after what was stored when it ended
/// @param refused whether a store refused its service to the asker itself
/// @param waits how often the asker waited for somebody else
/// @param result empty when the store was away
record Asked(
    String user,
    SimulatedNode node,
    Life life,
    Duration minTtl,
    long begun,
    long ended,
    Optional<Sight> before,
    Optional<Sight> after,
    boolean refused,
    int waits,
    long waitedMillis,
    Optional<TokenResult> result) {

  /// What was stored, if nothing but its lease changed meanwhile.
  Optional<Sight> unchanged() {
    return after.filter(
        one ->
            before
                .filter(other -> other.grant().connection().equals(one.grant().connection()))
                .filter(other -> other.version() == one.version())
                .filter(other -> other.status() == one.status())
                .isPresent());
  }

  String described() {
    return "%s asked %s from %.3f s to %.3f s and got %s"
        .formatted(
            user,
            node.name(),
            begun / 1000.0,
            ended / 1000.0,
            result.map(it -> it.getClass().getSimpleName()).orElse("nothing: the store is away"));
  }
}

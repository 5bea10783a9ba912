package dev.tenon.server.outbound.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint.HookResult;
import dev.tenon.connector.Step;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.secret.Secret;
import dev.tenon.secret.UnsealableException;
import dev.tenon.server.outbound.Deadline;
import dev.tenon.server.outbound.OutboundHttp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes the requests that a definition declares around a connection's life, with the connection's
/// access token. Safe for use by any thread.
final class HookRun {
  private final OutboundHttp http;
  private final AnswerJudge judge;
  private final ClientSecrets secrets;
  private final Clock clock;
  private final RandomGenerator random;

  HookRun(
      OutboundHttp http,
      AnswerJudge judge,
      ClientSecrets secrets,
      Clock clock,
      RandomGenerator random) {
    this.http = http;
    this.judge = judge;
    this.secrets = secrets;
    this.clock = clock;
    this.random = random;
  }

  /// Runs `steps`, one after the other, up to the first that fails.
  ///
  /// @param values of the connection, besides the client's own
  HookResult run(
      ResolvedClient client,
      List<Step> steps,
      AccessToken token,
      Map<String, String> values,
      Deadline deadline) {
    Map<String, Secret> all = new HashMap<>();
    values.forEach((name, value) -> all.put(name, Secret.of(value)));
    try {
      secrets.first(client).ifPresent(secret -> all.put("client_secret", secret));
    } catch (UnsealableException e) {
      return new HookResult.Failed(new TokenAnswer.NotAsked(String.valueOf(e.getMessage())));
    }
    all.put("access_token", token.secret());
    return new StepRun(http, judge, clock, random, client, all).perform(steps, deadline);
  }
}

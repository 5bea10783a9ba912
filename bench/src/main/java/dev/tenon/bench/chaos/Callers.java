package dev.tenon.bench.chaos;

import dev.tenon.bench.chaos.Providers.GrantState;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Asks nodes for tokens, and the sandbox whose they are.
final class Callers {
  static final String WRONG = "wrong token served";
  static final String EXPIRED = "token served after its end";
  static final String REFUSED = "token served that the provider refuses";
  static final String ODD = "answer that should not be";

  /// More than any token has left, so that it is refreshed.
  static final long FORCED = Duration.ofDays(1).toSeconds();

  /// The times in the sandbox's tokens are whole seconds, rounded down.
  private static final Duration ROUNDED = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(32);

  /// An ask and the check of what it served take no longer.
  static final Duration LONGEST = PATIENCE.multipliedBy(2).plusSeconds(10);

  /// Some give up while the refresh that they began goes on.
  private static final List<Duration> PATIENCES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(6), PATIENCE);

  private final Population population;
  private final List<Node> nodes;
  private final Providers providers;
  private final Tally tally;

  Callers(Population population, List<Node> nodes, Providers providers, Tally tally) {
    this.population = population;
    this.nodes = nodes;
    this.providers = providers;
    this.tally = tally;
  }

  /// One caller asks once, for anybody's token, of any node, and waits a little.
  void askOnce(Dice dice) throws InterruptedException {
    Held held = population.one(dice);
    Node node = dice.one(nodes);
    // Most look before they ask; to be refused by nobody costs the machine for nothing.
    boolean there = node.isUp() && !node.isPaused();
    if (!held.isDead() && (there || dice.chance(0.02))) {
      ask(node, held, dice.below(4), dice.one(PATIENCES));
    }
    Thread.sleep(dice.between(0, 1200));
  }

  /// Asks `node` for the token of `held`; what it served, checked, is what comes back.
  Optional<Served> ask(Node node, Held held, long minTtl) throws InterruptedException {
    return ask(node, held, minTtl, PATIENCE);
  }

  private Optional<Served> ask(Node node, Held held, long minTtl, Duration patience)
      throws InterruptedException {
    Instant asked = Instant.now();
    Optional<HttpResponse<String>> answer =
        Http.send(request(node, held, minTtl).timeout(patience));
    if (answer.isEmpty()) {
      tally.count("ask: no answer");
      return Optional.empty();
    }
    int status = answer.get().statusCode();
    tally.count("ask: " + status);
    JsonObject json = (JsonObject) Json.parse(answer.get().body());
    if (status == 200) {
      String token = json.requiredText("access_token");
      Served served =
          new Served(token, Bearer.of(token), json.number("token_version").orElseThrow());
      check(held, served, asked, node);
      return Optional.of(served);
    }
    refused(held, node, status, json);
    return Optional.empty();
  }

  private HttpRequest.Builder request(Node node, Held held, long minTtl) {
    return Http.postJson(
            node.url().resolve("/api/v1/token"),
            "{\"integration\":\"%s\",\"user\":\"%s\",\"min_ttl\":%d}"
                .formatted(held.application().name(), held.user(), minTtl))
        .header("Authorization", "Bearer " + population.appKey().reveal());
  }

  private void refused(Held held, Node node, int status, JsonObject json) {
    String code = json.text("code").orElse("");
    String reason = json.text("reason").orElse("");
    tally.count("refusal: " + status + " " + code + (reason.isEmpty() ? "" : " " + reason));
    if (status == 403 && reason.equals("reauthorization_required")) {
      held.dead();
    } else if (status != 503) {
      tally.wrong(ODD, held + " at node " + node.number() + ": " + status + " " + json);
    }
  }

  private void check(Held held, Served served, Instant asked, Node node)
      throws InterruptedException {
    Bearer bearer = served.bearer();
    String where =
        held + " at node " + node.number() + ", version " + served.version() + ", " + bearer;
    if (!bearer.grant().equals(held.grant())) {
      tally.wrong(WRONG, where);
      return;
    }
    if (!bearer.ends().plus(ROUNDED).isAfter(asked)) {
      tally.wrong(EXPIRED, where + ", asked at " + asked);
      return;
    }
    if (held.isNew(served.token())) {
      verify(held, served, where);
    }
  }

  private void verify(Held held, Served served, String where) throws InterruptedException {
    Optional<HttpResponse<String>> answer =
        Http.send(
            HttpRequest.newBuilder(held.application().site().userInfo(providers.url()))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + served.token())
                .GET());
    if (answer.isEmpty()) {
      tally.count("check: no answer");
    } else if (answer.get().statusCode() == 200) {
      tally.count("check: valid");
    } else if (!Instant.now().isBefore(served.bearer().ends())) {
      tally.count("check: over meanwhile");
    } else if (hasEnded(held)) {
      // Whether that was our fault is what the verdict on the grant says.
      tally.count("check: the provider has ended the grant");
    } else {
      tally.wrong(REFUSED, where + ", " + answer.get().statusCode());
    }
  }

  private boolean hasEnded(Held held) throws InterruptedException {
    GrantState state = providers.grants().get(held.grant());
    return state == null || state.ended().isPresent();
  }

  /// A token that was served.
  record Served(String token, Bearer bearer, long version) {}
}

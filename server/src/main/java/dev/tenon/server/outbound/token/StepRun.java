package dev.tenon.server.outbound.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint.HookResult;
import dev.tenon.connector.Step;
import dev.tenon.connector.Template;
import dev.tenon.connector.Template.ExpansionException;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.Deadline;
import dev.tenon.server.outbound.Fields;
import dev.tenon.server.outbound.HttpCall;
import dev.tenon.server.outbound.OutboundHttp;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The requests of a login or an exchange, one after the other, each filled with what those before
/// it answered. Not for use by more than one thread.
final class StepRun {
  private static final String STEPS = "steps.";

  /// What an answer may quote and no connection keeps.
  private static final List<String> KEPT_FROM_NOBODY = List.of("access_token", "client_secret");

  private final OutboundHttp http;
  private final AnswerJudge judge;
  private final Clock clock;
  private final RandomGenerator random;
  private final ResolvedClient client;
  private final Map<String, Secret> secrets;
  private final List<Fields> answers = new ArrayList<>();
  private final Scrubber scrubber = new Scrubber();

  /// @param secrets what else its templates may use, by name: what the user typed, the client's
  ///   secret, the refresh token
  StepRun(
      OutboundHttp http,
      AnswerJudge judge,
      Clock clock,
      RandomGenerator random,
      ResolvedClient client,
      Map<String, Secret> secrets) {
    this.http = http;
    this.judge = judge;
    this.clock = clock;
    this.random = random;
    this.client = client;
    this.secrets = Map.copyOf(secrets);
    secrets.values().forEach(scrubber::know);
  }

  /// Takes `answer` as that of the step before the first.
  void after(Fields answer) {
    answers.add(answer);
  }

  /// Runs `steps` and says what the last one grants, or how the first that failed did.
  TokenAnswer run(List<Step> steps, Deadline deadline) {
    for (Step step : steps.subList(0, steps.size() - 1)) {
      switch (ask(step, deadline)) {
        case Verdict.Accepted accepted -> answers.add(accepted.fields());
        case Verdict.Failed(TokenAnswer answer) -> {
          return answer;
        }
      }
    }
    return switch (ask(steps.getLast(), deadline)) {
      case Verdict.Accepted accepted -> GrantReader.read(steps.getLast().reading(), " ", accepted);
      case Verdict.Failed(TokenAnswer answer) -> answer;
    };
  }

  /// Runs `steps`, none of which has to grant anything, and says what they keep, or how the first
  /// that failed did.
  HookResult perform(List<Step> steps, Deadline deadline) {
    Map<String, String> kept = new LinkedHashMap<>();
    Set<String> never =
        KEPT_FROM_NOBODY.stream()
            .flatMap(name -> Stream.ofNullable(secrets.get(name)))
            .map(Secret::reveal)
            .collect(Collectors.toSet());
    for (Step step : steps) {
      switch (ask(step, deadline, judge::judgeStep)) {
        case Verdict.Accepted accepted -> {
          answers.add(accepted.fields());
          kept.putAll(GrantReader.kept(step.reading(), accepted, never::contains));
        }
        case Verdict.Failed(TokenAnswer answer) -> {
          return new HookResult.Failed(answer);
        }
      }
    }
    return new HookResult.Performed(kept);
  }

  private Verdict ask(Step step, Deadline deadline) {
    return ask(step, deadline, judge::judge);
  }

  private Verdict ask(Step step, Deadline deadline, AnswerJudge.Judgement judgement) {
    HttpCall call;
    try {
      call = call(step);
    } catch (ExpansionException e) {
      return new Verdict.Failed(unfilled(e));
    }
    return judgement.judge(
        http.send(call, deadline), step.reading(), client.connector().api().retry(), scrubber);
  }

  /// A value that an earlier answer should have brought is the provider's to bring; any other is
  /// the admin's.
  private static TokenAnswer unfilled(ExpansionException e) {
    String problem = String.valueOf(e.getMessage());
    return e.name().contains(STEPS)
        ? new TokenAnswer.Unavailable(200, Optional.empty(), "an answer was incomplete: " + problem)
        : new TokenAnswer.Refused("invalid_request", problem + "; nothing was sent", 0);
  }

  private HttpCall call(Step step) {
    Function<String, Optional<String>> values = values();
    HttpCall call =
        HttpCall.of(step.method(), URI.create(step.url().expandUrl(values)))
            .header("Accept", "application/json");
    Optional<String> type = Optional.empty();
    for (Map.Entry<String, Template> header : step.headers().entrySet()) {
      String value = header.getValue().expandHeader(values);
      if (header.getKey().equalsIgnoreCase("Content-Type")) {
        type = Optional.of(value);
      } else {
        call = call.header(header.getKey(), value);
      }
    }
    Map<String, String> body = new LinkedHashMap<>();
    step.body().forEach((name, template) -> body.put(name, template.expand(values)));
    return Bodies.with(call, step.bodyFormat(), body, type);
  }

  /// The values for one request: time and chance stay the same throughout it.
  private Function<String, Optional<String>> values() {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    String chance = RandomText.base62(random, 22);
    return name ->
        switch (name) {
          case "now" -> Optional.of(now);
          case "random" -> Optional.of(chance);
          case "client_id" -> Optional.of(client.client().clientId()).filter(id -> !id.isEmpty());
          default ->
              name.startsWith(STEPS)
                  ? answered(name.substring(STEPS.length()))
                  : Optional.ofNullable(secrets.get(name))
                      .map(Secret::reveal)
                      .or(() -> Optional.ofNullable(client.values().get(name)));
        };
  }

  /// The value at `N.path`.
  private Optional<String> answered(String place) {
    int dot = place.indexOf('.');
    if (dot < 0 || !place.substring(0, dot).matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int step = Integer.parseInt(place.substring(0, dot));
    Optional<String> value =
        step < answers.size() ? answers.get(step).text(place.substring(dot + 1)) : Optional.empty();
    value.filter(text -> !text.isEmpty()).map(Secret::of).ifPresent(scrubber::know);
    return value;
  }
}

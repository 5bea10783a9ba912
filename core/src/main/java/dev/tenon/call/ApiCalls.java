package dev.tenon.call;

import dev.tenon.access.Caller;
import dev.tenon.app.CallRule;
import dev.tenon.call.ApiTargets.Search;
import dev.tenon.call.CallBudget.Entry;
import dev.tenon.call.Gate.Leaving;
import dev.tenon.token.IssuedToken;
import dev.tenon.token.Pause;
import dev.tenon.token.ReportResult;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenReports;
import dev.tenon.token.TokenResult;
import dev.tenon.token.TokenSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Calls providers' APIs for apps, by the rules that hold for every such call. Safe for use by any
/// thread; blocks the caller.
///
/// - A 401 makes the hub refresh that version of the token, once whoever sees it, and the call is
///   made once more, as a provider that refuses a token has done nothing.
/// - "Later" (429, and what the connector declares) makes the call wait within its patience, with
///   everybody else who calls through the connection. What was refused with 429 is sent again
///   whatever it is; after other answers only what may be done twice.
/// - What cannot be sent again is not: a body that was on its way through. Then the answer is the
///   provider's own.
public final class ApiCalls {
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MOST_TRIES = 6;

  private final AllowedCalls allowed;
  private final TokenSource tokens;
  private final Renewals renewals;
  private final ApiTargets targets;
  private final Budgets budgets;
  private final ApiWire wire;
  private final Clock clock;

  /// Calls over `wire`, with tokens of `tokens`, within `budgets`.
  public ApiCalls(
      AllowedCalls allowed,
      TokenSource tokens,
      TokenReports reports,
      ApiTargets targets,
      Budgets budgets,
      ApiWire wire,
      Pause pause,
      Clock clock) {
    this.allowed = allowed;
    this.tokens = tokens;
    this.renewals = new Renewals(reports, pause);
    this.targets = targets;
    this.budgets = budgets;
    this.wire = wire;
    this.clock = clock;
  }

  /// The same calls over another wire.
  private ApiCalls(ApiCalls as, ApiWire other) {
    this.allowed = as.allowed;
    this.tokens = as.tokens;
    this.renewals = as.renewals;
    this.targets = as.targets;
    this.budgets = as.budgets;
    this.wire = other;
    this.clock = as.clock;
  }

  /// The same, where somebody watches the wire.
  public ApiCalls watchedBy(UnaryOperator<ApiWire> watch) {
    return new ApiCalls(this, watch.apply(wire));
  }

  /// Makes `call` at `target` as that says it is called, whatever the registered connector says. No
  /// declared limit counts it, and the connection's turn holds.
  public ApiResult call(Caller.App caller, TokenAsk ask, ApiCall call, ApiTarget target) {
    if (!mayCall(caller, call)) {
      return new ApiResult.NotAllowed(allowed.of(caller));
    }
    return switch (tokens.token(caller, ask)) {
      case TokenResult.Issued(IssuedToken token)
          when token.connection().equals(target.connection()) ->
          new Run(caller, ask, call, target, budgets.elsewhere(target, call.urgency())).from(token);
      case TokenResult.Issued _ ->
          new ApiResult.NotCallable("The user has another connection by now.");
      case TokenResult refused -> new ApiResult.NoToken(refused);
    };
  }

  private boolean mayCall(Caller.App caller, ApiCall call) {
    List<CallRule> rules = allowed.of(caller);
    return rules.isEmpty()
        || rules.stream().anyMatch(rule -> rule.allows(call.method(), call.path().path()));
  }

  /// Makes `call` for `caller` with the token that `ask` asks for.
  public ApiResult call(Caller.App caller, TokenAsk ask, ApiCall call) {
    return call(caller, ask, call, Optional.empty());
  }

  /// The same at another address of the provider's that its connector declares.
  ///
  /// @param base in place of the API's: absolute, without query and without a slash at its end
  public ApiResult call(Caller.App caller, TokenAsk ask, ApiCall call, Optional<String> base) {
    return mayCall(caller, call)
        ? allowed(caller, ask, call, base)
        : new ApiResult.NotAllowed(allowed.of(caller));
  }

  private ApiResult allowed(Caller.App caller, TokenAsk ask, ApiCall call, Optional<String> base) {
    return switch (tokens.token(caller, ask)) {
      case TokenResult.Issued(IssuedToken token) ->
          switch (targets.find(caller, token.connection(), call.region())) {
            case Search.Found(ApiTarget target) ->
                new Run(
                        caller,
                        ask,
                        call,
                        base.map(target::at).orElse(target),
                        budget(target, call, base))
                    .from(token);
            case Search.NoRegion(List<String> known) ->
                new ApiResult.RegionUnknown(call.region().orElse(""), known);
            case Search.NotCallable(String problem) -> new ApiResult.NotCallable(problem);
          };
      case TokenResult refused -> new ApiResult.NoToken(refused);
    };
  }

  /// The limits that a connector declares are those of the API's own address.
  private CallBudget budget(ApiTarget target, ApiCall call, Optional<String> base) {
    return base.isPresent() && !base.get().equals(target.base())
        ? budgets.elsewhere(target, call.urgency())
        : budgets.of(target, call);
  }

  /// One call, with whatever is sent again.
  private final class Run {
    private final Caller.App caller;
    private final TokenAsk ask;
    private final ApiCall call;
    private final ApiTarget target;
    private final CallBudget budget;
    private Duration patience;
    private boolean refreshed;

    Run(Caller.App caller, TokenAsk ask, ApiCall call, ApiTarget target, CallBudget budget) {
      this.caller = caller;
      this.ask = ask;
      this.call = call;
      this.target = target;
      this.budget = budget;
      this.patience = call.patience();
    }

    ApiResult from(IssuedToken first) {
      IssuedToken token = first;
      for (int tried = 1; ; tried++) {
        Entry entry = entered();
        if (entry instanceof Entry.Closed(Duration stillFor)) {
          return new ApiResult.AskLater(stillFor);
        }
        Heard heard = sent((Entry.Passed) entry, token);
        if (!(heard.outcome() instanceof ApiWire.Outcome.Answered(ApiAnswer answer))) {
          return failed(heard.outcome());
        }
        boolean again = tried < MOST_TRIES && call.body().isWhole();
        RetryHints hints = heard.hints();
        if (answer.status() == UNAUTHORIZED && !refreshed) {
          refreshed = true;
          TokenResult next = replaced(token);
          if (!(next instanceof TokenResult.Issued(IssuedToken newer))) {
            answer.close();
            return new ApiResult.NoToken(next);
          }
          if (!again || newer.version() == token.version()) {
            return new ApiResult.Answered(answer, token, target);
          }
          token = newer;
        } else if (!(again && hints.later() && mayRepeat(answer) && isWorthWaiting(hints))) {
          return new ApiResult.Answered(answer, token, target);
        }
        answer.close();
      }
    }

    private Entry entered() {
      var before = clock.instant();
      Entry entry = budget.enter(patience);
      Duration waited = Duration.between(before, clock.instant());
      patience = waited.compareTo(patience) < 0 ? patience.minus(waited) : Duration.ZERO;
      return entry;
    }

    private Heard sent(Entry.Passed pass, IssuedToken token) {
      Leaving leaving = new Leaving.Unheard();
      try {
        ApiWire.Outcome outcome = searched(wire.send(target, call, token));
        RetryHints hints = RetryHints.none();
        if (outcome instanceof ApiWire.Outcome.Answered(ApiAnswer answer)) {
          hints = RetryHints.read(answer, target.api().retry(), clock);
          leaving = hints.later() ? new Leaving.Later(hints) : new Leaving.Well(hints);
        }
        return new Heard(outcome, hints);
      } finally {
        budget.leave(pass, leaving);
      }
    }

    private ApiWire.Outcome searched(ApiWire.Outcome outcome) {
      List<String> later = target.api().retry().inBody();
      return !later.isEmpty() && outcome instanceof ApiWire.Outcome.Answered(ApiAnswer answer)
          ? new ApiWire.Outcome.Answered(SearchedAnswer.of(answer, later))
          : outcome;
    }

    /// The token that is handed out after the provider has refused `token`.
    private TokenResult replaced(IssuedToken token) {
      return switch (renewals.renew(caller, token)) {
        case ReportResult.Failed(TokenResult failure) -> failure;
        case ReportResult.Replaced _ -> tokens.token(caller, ask);
        case ReportResult.NotFound _, ReportResult.NotRefreshable _, ReportResult.TooSoon _ ->
            new TokenResult.Issued(token);
      };
    }

    private boolean mayRepeat(ApiAnswer answer) {
      return answer.status() == TOO_MANY_REQUESTS || call.isIdempotent();
    }

    private boolean isWorthWaiting(RetryHints hints) {
      return hints.delay().orElse(Duration.ZERO).compareTo(patience) <= 0;
    }
  }

  private record Heard(ApiWire.Outcome outcome, RetryHints hints) {}

  private static ApiResult failed(ApiWire.Outcome outcome) {
    return switch (outcome) {
      case ApiWire.Outcome.Answered _ ->
          throw new IllegalStateException("an answer is no failure; indicates a bug");
      case ApiWire.Outcome.NotCallable(String problem) -> new ApiResult.NotCallable(problem);
      case ApiWire.Outcome.NotSent(String detail) -> new ApiResult.NotSent(detail);
      case ApiWire.Outcome.NoAnswer(String detail, boolean late) ->
          new ApiResult.NoAnswer(detail, late);
      case ApiWire.Outcome.BodyFailed it -> new ApiResult.BodyFailed(it.cause());
    };
  }
}

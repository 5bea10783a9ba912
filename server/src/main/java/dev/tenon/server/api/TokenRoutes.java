package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.call.AllowedCalls;
import dev.tenon.client.IntegrationName;
import dev.tenon.oauth.Scope;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.token.IssuedToken;
import dev.tenon.token.ReportResult;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenReports;
import dev.tenon.token.TokenResult;
import dev.tenon.token.TokenSource;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// A valid token for an app, and the app's word that one was refused. For app keys only.
public final class TokenRoutes {
  private static final long LONGEST_TTL_SECONDS = 24 * 3600;
  private static final int MAX_BODY_BYTES = 16 * 1024;

  private final Desk desk;
  private final TokenSource tokens;
  private final TokenReports reports;
  private final AllowedCalls allowed;
  private final TokenProblems problems;
  private final VisibleConnections visible;
  private final TokenAnswered answered;
  private final Clock clock;

  /// Answers from `tokens`, except apps that have rules of what they may call; refusals lead the
  /// user to links of `prompts`.
  public TokenRoutes(
      Desk desk,
      TokenSource tokens,
      TokenReports reports,
      AllowedCalls allowed,
      ConnectPrompts prompts,
      VisibleConnections visible,
      TokenAnswered answered,
      Clock clock) {
    this.desk = desk;
    this.tokens = tokens;
    this.reports = reports;
    this.allowed = allowed;
    this.problems = new TokenProblems(prompts);
    this.visible = visible;
    this.answered = answered;
    this.clock = clock;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        new Route("POST", "/api/v1/token", MAX_BODY_BYTES, callers.app(this::token)),
        new Route(
            "POST",
            "/api/v1/token/report-invalid",
            MAX_BODY_BYTES,
            callers.app(this::reportInvalid)));
  }

  private Answer token(Request request, Caller.App app) {
    TokenAsk ask = ask(desk.fields(request));
    if (!allowed.of(app).isEmpty()) {
      answered.answered("token_not_allowed");
      throw new ProblemException(Problems.noTokens());
    }
    TokenResult result = tokens.token(app, ask);
    if (result instanceof TokenResult.Issued(IssuedToken token)) {
      answered.answered("issued");
      return TokenJson.answer(token, clock.instant());
    }
    Problem problem = problems.of(result, app, Optional.of(ask));
    answered.answered(problem.code());
    throw new ProblemException(problem);
  }

  private static TokenAsk ask(Fields fields) {
    Optional<IntegrationName> integration =
        fields.requiredText("integration", IntegrationName::new);
    Optional<UserId> user = fields.text("user", UserId::new);
    Optional<Duration> minTtl =
        fields.whole("min_ttl", 0, LONGEST_TTL_SECONDS).map(Duration::ofSeconds);
    Optional<List<String>> scopes = fields.texts("scopes", TokenRoutes::scopeToken);
    fields.end();
    return new TokenAsk(
        integration.orElseThrow(),
        user,
        minTtl.orElse(TokenAsk.DEFAULT_MIN_TTL),
        scopes.map(tokens -> new Scope(new LinkedHashSet<>(tokens))).orElse(Scope.none()));
  }

  private static String scopeToken(String text) {
    if (!Scope.isToken(text)) {
      throw new IllegalArgumentException("each item is one scope token without spaces");
    }
    return text;
  }

  private Answer reportInvalid(Request request, Caller.App app) {
    Fields fields = desk.fields(request);
    Optional<String> id = fields.requiredText("connection_id", text -> text);
    if (!fields.has("token_version") || fields.isNull("token_version")) {
      fields.problem("token_version", "is required");
    }
    Optional<Long> version = fields.whole("token_version", 1, Long.MAX_VALUE);
    fields.end();
    String asked = id.orElseThrow();
    ReportResult result =
        Ids.connection(asked)
            .map(it -> reports.report(app, it, version.orElseThrow()))
            .orElseGet(ReportResult.NotFound::new);
    if (result instanceof ReportResult.NotFound) {
      throw desk.refusedAccess(app, "connection", asked);
    }
    long replaced = problems.replaced(result, app, () -> visible.ask(app, asked));
    return Desk.ok(json -> json.text("connection_id", asked).number("token_version", replaced));
  }
}

package dev.tenon.server.proxy;

import dev.tenon.access.Caller;
import dev.tenon.call.ApiAnswer;
import dev.tenon.call.ApiCall;
import dev.tenon.call.ApiCalls;
import dev.tenon.call.ApiPath;
import dev.tenon.call.ApiResult;
import dev.tenon.client.IntegrationName;
import dev.tenon.oauth.Scope;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.proxy.RequestBodies.TooLargeException;
import dev.tenon.token.TokenAsk;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// `/proxy/{integration}/{path}`: the provider's API with the token put in. For app keys only.
///
/// The request is made anew, never copied, and goes to the address that the integration's connector
/// has for the connection and nowhere else. The answer is the provider's own, or a problem of the
/// hub's, which has a `Tenon-Error` header.
public final class ProxyRoutes {
  /// Where the routes are.
  static final String PREFIX = "/proxy/";

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  private final Callers callers;
  private final ApiCalls calls;
  private final NoTokenProblems noToken;
  private final ProxySettings settings;
  private final RequestBodies bodies;
  private final WorkspaceTurns turns;
  private final String root;

  /// Calls by `calls`.
  ///
  /// @param hub how apps reach the hub
  public ProxyRoutes(
      Callers callers, ApiCalls calls, NoTokenProblems noToken, ProxySettings settings, URI hub) {
    this.callers = callers;
    this.calls = calls;
    this.noToken = noToken;
    this.settings = settings;
    this.bodies = new RequestBodies(settings.bodyBytes());
    this.turns = new WorkspaceTurns(settings.callsPerWorkspace());
    this.root = Optional.ofNullable(hub.getRawPath()).orElse("") + PREFIX;
  }

  /// The calls.
  public List<Route> routes() {
    return METHODS.stream()
        .map(
            method ->
                new Route(
                    method,
                    PREFIX + "{integration}/{path*}",
                    RequestBodies.WHOLE_BYTES,
                    callers.app(this::call)))
        .toList();
  }

  private Answer call(Request request, Caller.App app) {
    CallHeaders headers = CallHeaders.of(request.headers());
    TokenAsk ask =
        new TokenAsk(
            CallHeaders.read(
                "The integration", request.pathParameter("integration"), IntegrationName::new),
            headers.user(),
            TokenAsk.DEFAULT_MIN_TTL,
            Scope.none());
    ApiPath path = path(request);
    if (!turns.begin(app.workspace())) {
      throw new ProblemException(ProxyProblems.tooMany());
    }
    boolean passed = false;
    try {
      Answer answer = called(request, app, ask, call(request, path, headers));
      passed = answer.isFlowing();
      return answer;
    } finally {
      if (!passed) {
        turns.end(app.workspace());
      }
    }
  }

  private Answer called(Request request, Caller.App app, TokenAsk ask, ApiCall call) {
    if (call.body().isWhole() && call.body().length().isPresent()) {
      request.interruptWhenClientLeaves();
    }
    ApiResult result = calls.call(app, ask, call);
    return switch (result) {
      case ApiResult.Answered answered -> answer(answered, app, ask);
      case ApiResult.NoToken it -> throw new ProblemException(noToken.of(it.reason(), app, ask));
      case ApiResult.NotAllowed it ->
          throw new ProblemException(ProxyProblems.notAllowed(it.allowed()));
      case ApiResult.RegionUnknown it ->
          throw new ProblemException(ProxyProblems.regionUnknown(it));
      case ApiResult.NotCallable it ->
          throw new ProblemException(ProxyProblems.notCallable(it.problem()));
      case ApiResult.AskLater it ->
          throw new ProblemException(ProxyProblems.askLater(it.retryAfter()));
      case ApiResult.NotSent it -> throw new ProblemException(ProxyProblems.notSent(it.detail()));
      case ApiResult.NoAnswer it -> throw new ProblemException(ProxyProblems.noAnswer(it));
      case ApiResult.BodyFailed(IOException cause) -> throw new ProblemException(cut(cause));
    };
  }

  private Answer answer(ApiResult.Answered answered, Caller.App app, TokenAsk ask) {
    ApiAnswer answer = answered.answer();
    HubAddresses addresses = new HubAddresses(here(ask.integration()), answered.target().base());
    List<Answer.Header> headers = PassedHeaders.of(answer, addresses::location);
    headers.add(new Answer.Header("Tenon-Connection", answered.token().connection().value()));
    return SmallBody.isOne(answer)
        ? new Answer(answer.status(), headers, SmallBody.read(answer))
        : Answer.flowing(
            answer.status(), headers, new PassedAnswer(answer, () -> turns.end(app.workspace())));
  }

  private String here(IntegrationName integration) {
    return root
        + URLEncoder.encode(integration.value(), StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Problem cut(IOException cause) {
    return cause instanceof TooLargeException
        ? bodies.tooLarge()
        : ProxyProblems.invalid("The body did not arrive whole.");
  }

  private static ApiPath path(Request request) {
    try {
      return ApiPath.parse(request.pathParameter("path"), request.rawQuery());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProxyProblems.invalid("The path " + e.getMessage() + "."));
    }
  }

  private ApiCall call(Request request, ApiPath path, CallHeaders headers) {
    try {
      return new ApiCall(
          request.method(),
          path,
          headers.region(),
          headers.forProvider(),
          bodies.of(request),
          headers.patience().orElse(settings.patience()));
    } catch (IOException e) {
      throw new ProblemException(cut(e));
    }
  }
}

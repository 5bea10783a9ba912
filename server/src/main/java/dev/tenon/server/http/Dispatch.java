package dev.tenon.server.http;

import dev.tenon.server.http.HelidonRequest.RequestCutException;
import dev.tenon.server.http.Routes.Match;
import dev.tenon.workspace.StoreUnavailableException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes each request from Helidon to its route and the answer back. The edge: whatever an endpoint
/// throws ends here, is logged once and never shown.
final class Dispatch implements Handler {
  private static final Logger log = LoggerFactory.getLogger(Dispatch.class);
  private static final long STORE_RETRY_SECONDS = 2;
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Routes routes;
  private final RequestIds ids;
  private final AnswerWriter writer;
  private final Answered answered;

  Dispatch(Routes routes, RequestIds ids, AnswerWriter writer, Answered answered) {
    this.routes = routes;
    this.ids = ids;
    this.writer = writer;
    this.answered = answered;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    long start = System.nanoTime();
    String id = ids.next();
    String method = request.prologue().method().text();
    Match match = routes.find(method, request.prologue().uriPath().rawPath());
    boolean closes;
    Answer answer;
    if (match instanceof Match.Found found) {
      HelidonRequest ours = new HelidonRequest(request, id, found.route(), found.parameters());
      answer = guarded(found.route(), ours);
      closes = writer.write(answer, id, ours.isPartlyRead(), request, response);
    } else {
      answer = unrouted(match, request, id);
      closes = writer.write(answer, id, false, request, response);
    }
    String pattern = match instanceof Match.Found found ? found.route().pattern() : "";
    answered.answered(
        METHODS.contains(method) ? method : "other",
        pattern,
        answer.status(),
        System.nanoTime() - start);
    if (closes) {
      throw new CloseConnectionException("answered, and nothing more is read");
    }
  }

  private static Answer unrouted(Match match, ServerRequest request, String id) {
    return switch (match) {
      case Match.Found _ -> throw new IllegalStateException("it has a route; indicates a bug");
      case Match.OtherMethods(Set<String> allowed) -> otherMethod(request, allowed, id);
      case Match.Missing() ->
          ProblemAnswer.of(
              Problem.of(404, "not_found", "There is nothing here", "No such path."), id);
      case Match.BadPath() ->
          ProblemAnswer.of(
              Problem.of(
                  400,
                  "invalid_request",
                  "The request is not valid",
                  "The path has an empty or dot segment, a parameter or a character that is not"
                      + " taken."),
              id);
    };
  }

  private static Answer otherMethod(ServerRequest request, Set<String> allowed, String id) {
    String list = String.join(", ", allowed);
    if (request.prologue().method().text().equals("OPTIONS")) {
      return Answer.empty(204).with("Allow", list);
    }
    Problem problem =
        Problem.of(
            405, "method_not_allowed", "The method is not allowed here", "Use " + list + ".");
    return ProblemAnswer.of(problem, id).with("Allow", list);
  }

  private static Answer guarded(Route route, HelidonRequest request) {
    try {
      return route.endpoint().answer(request);
    } catch (ProblemException e) {
      return ProblemAnswer.of(e.problem(), request.id()).with(e.headers());
    } catch (RequestCutException e) {
      throw new CloseConnectionException("the request did not arrive whole", e);
    } catch (StoreUnavailableException e) {
      log.atWarn()
          .addKeyValue("request_id", request.id())
          .addKeyValue("route", route.pattern())
          .setCause(e)
          .log("the store is unavailable");
      return ProblemAnswer.of(storeUnavailable(), request.id());
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("request_id", request.id())
          .addKeyValue("route", route.pattern())
          .setCause(e)
          .log("a request failed");
      return ProblemAnswer.of(internalError(), request.id());
    }
  }

  private static Problem storeUnavailable() {
    return Problem.of(
            503,
            "store_unavailable",
            "The hub's database is not available",
            "Nothing has to be done by the caller: ask again after the time that Retry-After says."
                + " The operator must look at the database if this lasts.")
        .retryAfter(STORE_RETRY_SECONDS);
  }

  private static Problem internalError() {
    return Problem.of(
        500,
        "internal_error",
        "The hub failed",
        "This is a fault of the hub. Its log says more under the request_id.");
  }
}

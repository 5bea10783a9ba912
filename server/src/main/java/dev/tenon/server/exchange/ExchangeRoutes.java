package dev.tenon.server.exchange;

import dev.tenon.access.Caller;
import dev.tenon.exchange.ExchangeResult;
import dev.tenon.exchange.TokenExchange;
import dev.tenon.server.exchange.OAuthError.OAuthErrorException;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.token.IssuedToken;
import dev.tenon.workspace.StoreUnavailableException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// `POST /oauth2/token`: token exchange as any OAuth library does it. Every refusal of it is an
/// OAuth error and no problem document.
public final class ExchangeRoutes {
  /// Where the token endpoint is.
  static final String PATH = "/oauth2/token";

  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final long STORE_RETRY_SECONDS = 2;

  private final ClientAuthentication clients;
  private final ExchangeForm forms;
  private final ExchangeAnswers answers;
  private final TokenExchange exchange;
  private final Predicate<Caller.App> mayHaveTokens;
  private final Consumer<String> answered;

  /// Exchanges by `exchange`, on the hub at `hub`.
  ///
  /// @param mayHaveTokens whether an app may have tokens to call with by itself
  /// @param links where users are sent who must connect
  /// @param answered is told how each request was answered: `issued`, or the error
  public ExchangeRoutes(
      Callers callers,
      TokenExchange exchange,
      Predicate<Caller.App> mayHaveTokens,
      ConnectUris links,
      Consumer<String> answered,
      URI hub,
      Clock clock) {
    this.clients = new ClientAuthentication(callers);
    this.forms = new ExchangeForm(new Targets(hub));
    this.answers = new ExchangeAnswers(links, clock);
    this.exchange = exchange;
    this.mayHaveTokens = mayHaveTokens;
    this.answered = answered;
  }

  /// The calls.
  public List<Route> routes() {
    return List.of(new Route("POST", PATH, MAX_BODY_BYTES, this::answer));
  }

  private Answer answer(Request request) {
    try {
      Answer answer = exchanged(request);
      answered.accept("issued");
      return answer;
    } catch (OAuthErrorException e) {
      return refused(e.error());
    } catch (StoreUnavailableException _) {
      return refused(
          OAuthError.of(503, "temporarily_unavailable", "The hub's database is not available.")
              .retryAfter(STORE_RETRY_SECONDS));
    }
  }

  private Answer refused(OAuthError error) {
    answered.accept(error.error());
    return error.answer();
  }

  private Answer exchanged(Request request) {
    TokenForm form = TokenForm.of(request);
    Caller.App app = clients.app(request, form);
    if (!mayHaveTokens.test(app)) {
      throw OAuthError.of(
              400,
              "unauthorized_client",
              "This app may make certain calls only, so it gets no tokens: it calls through the"
                  + " hub, at /proxy.")
          .exception();
    }
    ExchangeResult result = exchange.exchange(app, forms.ask(form));
    if (result instanceof ExchangeResult.Issued(IssuedToken token)) {
      return answers.token(token);
    }
    throw answers.error(app, result).exception();
  }
}

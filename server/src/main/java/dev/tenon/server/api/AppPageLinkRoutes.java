package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.app.AppStore;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.AppPages;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinks.Creation;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Links to the page of an app for one of its users.
public final class AppPageLinkRoutes {
  private final Desk desk;
  private final AppPages pages;
  private final AppStore apps;

  /// Answers by the rules of `pages`.
  public AppPageLinkRoutes(Desk desk, AppPages pages, AppStore apps) {
    this.desk = desk;
    this.pages = pages;
    this.apps = apps;
  }

  /// The calls.
  public List<Route> routes() {
    return List.of(Route.of("POST", "/api/v1/app-pages", desk.callers().either(this::create)));
  }

  private Answer create(Request request, Caller caller) {
    Fields fields = desk.fields(request);
    Optional<UserId> user = fields.requiredText("user", UserId::new);
    Optional<List<IntegrationName>> integrations =
        fields.texts("integrations", IntegrationName::new);
    Optional<String> returnUrl = fields.text("return_url");
    Optional<Duration> life =
        fields.whole("expires_in", 1, Integer.MAX_VALUE).map(Duration::ofSeconds);
    AppName app = app(fields, caller);
    fields.end();
    Creation creation =
        pages.create(
            caller, app, user.orElseThrow(), integrations.orElse(List.of()), returnUrl, life);
    return switch (creation) {
      case Creation.Created(ConnectLink link, URI url) ->
          Desk.created(
              json ->
                  json.text("id", link.id().value())
                      .text("url", url.toString())
                      .time("expires_at", link.expiresAt()));
      case Creation.IntegrationUnknown(IntegrationName name) ->
          throw new ProblemException(Problems.noIntegration(name.value(), List.of()));
      case Creation.IntegrationNotAssigned(IntegrationName name, AppName _) ->
          throw new ProblemException(Problems.notAssigned(name.value()));
      case Creation.Invalid(Map<String, String> problems) ->
          throw new ProblemException(Problems.invalid(problems));
    };
  }

  /// An app's own; an admin says whose.
  private AppName app(Fields fields, Caller caller) {
    if (caller instanceof Caller.App app) {
      if (fields.text("app", AppName::new).filter(it -> !it.equals(app.name())).isPresent()) {
        fields.problem("app", "must be the app itself");
      }
      return app.name();
    }
    Optional<AppName> named = fields.requiredText("app", AppName::new);
    if (named.filter(it -> apps.find(caller.workspace(), it).isEmpty()).isPresent()) {
      fields.problem("app", "is no app of the workspace");
    }
    // Where it is missing, the end of the fields says so.
    return named.orElseGet(() -> new AppName("none"));
  }
}

package dev.tenon.server.admin.clients;

import dev.tenon.access.UserId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint.Discovery;
import dev.tenon.connect.Confirmations.Confirmation;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectLinks.Creation;
import dev.tenon.connect.LinkDraft;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.member.Role;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Answer.Header;
import dev.tenon.server.http.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tests an OAuth client: the member goes the whole way that a user goes, through the real connect
/// page, and comes back to a page that says what came of each step. A client of the application's
/// own is asked for a token at once.
///
/// Nothing is kept for it: what happened is read from the audit log, and the connection that comes
/// of it is an ordinary one, of a user who is named after the member.
final class TestPages {
  private static final String TEST = ClientPaths.ONE + "/test";

  private final Guard guard;
  private final Pages pages;
  private final ClientParts parts;
  private final FoundClients found;
  private final TestReports reports;

  TestPages(Guard guard, Pages pages, ClientParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.parts = parts;
    this.found = new FoundClients(parts.clients());
    this.reports = new TestReports(parts, pages.site());
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", TEST, guard.page(Role.ADMIN, found.on(this::show))),
        Route.of("POST", TEST, guard.form(Role.ADMIN, found.on(this::begin))),
        Route.of("POST", TEST + "/refresh", guard.form(Role.ADMIN, found.on(this::refresh))),
        Route.of("POST", TEST + "/end", guard.form(Role.ADMIN, found.on(this::end))));
  }

  private Answer show(Visit visit, OAuthClient client) {
    TestRun run = TestRun.of(visit, user(visit, visit.query("user")));
    if (run.code().isPresent()) {
      return confirm(visit, client, run);
    }
    return reports.page(visit, client, run, Optional.empty());
  }

  /// Who connects in a test: somebody named after the member, so that nobody's own connection is
  /// touched; or, where users prove themselves by their own sign-in, who the member is there.
  private UserId user(Visit visit, Optional<String> typed) {
    UserId own = new UserId("console-test-" + visit.member().id());
    return reports.isProvenByHub(visit)
        ? typed.filter(UserId::isValid).map(UserId::new).orElse(own)
        : own;
  }

  private Answer begin(Visit visit, OAuthClient client) {
    UserId user = user(visit, visit.form().some("user"));
    TestRun run = TestRun.starting(visit.now(), user);
    Resolution resolution = parts.resolution().resolve(client, Map.of());
    Optional<ConnectionDefinition> definition = parts.resolution().definition(client);
    if (resolution instanceof Resolution.Unresolved(String problem)) {
      return reports.failed(visit, client, run, Verdict.incomplete(problem), "");
    }
    if (definition.isPresent() && !definition.get().isForUsers()) {
      return askAtOnce(visit, client, run, ((Resolution.Resolved) resolution).client());
    }
    String back =
        parts.baseUrl()
            + ClientPaths.of(client.name())
            + "/test?"
            + run.query(reports.isProvenByHub(visit));
    Creation creation =
        parts
            .links()
            .create(
                visit.admin(),
                new LinkDraft(
                    List.of(client.name()),
                    user,
                    Optional.of(back),
                    Optional.empty(),
                    Optional.empty()));
    return switch (creation) {
      case Creation.Created(ConnectLink _, var url) ->
          new Answer(
              303,
              List.of(
                  new Header("Location", url.toString()), new Header("Cache-Control", "no-store")),
              new byte[0]);
      case Creation.Invalid(Map<String, String> problems) ->
          visit.problem(
              409,
              "The test cannot come back here",
              "A test ends at this page, whose address %s. The operator sets the hub’s address."
                  .formatted(problems.getOrDefault("return_url", "is not fit for that")));
      case Creation.IntegrationUnknown _, Creation.IntegrationNotAssigned _ ->
          visit.unknown("OAuth client");
    };
  }

  /// The application's own token: asked for, looked at and forgotten.
  private Answer askAtOnce(Visit visit, OAuthClient client, TestRun run, ResolvedClient resolved) {
    return switch (parts.provider().discover(resolved)) {
      case Discovery.Found(ResolvedClient ready) -> {
        TokenAnswer answer = parts.provider().ask(ready, new TokenRequest.ClientCredentials());
        note(visit, client, answer instanceof TokenAnswer.Granted ? "granted" : "not granted");
        yield reports.ofApp(visit, client, run, answer);
      }
      case Discovery.Away(String problem) ->
          reports.failed(
              visit, client, run, Verdict.of(new TokenAnswer.Unreachable(problem)), problem);
      case Discovery.AnotherIssuer(String problem) ->
          reports.failed(visit, client, run, Verdict.incomplete(problem), "");
    };
  }

  private void note(Visit visit, OAuthClient client, String result) {
    parts
        .auditLog()
        .append(
            new AuditEvent(
                visit.workspace(),
                visit.now(),
                Actor.of(visit.admin()),
                "oauth_client.tested",
                client.id().value(),
                Map.of("name", client.name().value(), "result", result)));
  }

  /// The member came back with the code of a connection that waits for its confirmation: as an app
  /// would, this page confirms that its own user came back. Only for a link that was made for this
  /// member's test of this client.
  private Answer confirm(Visit visit, OAuthClient client, TestRun run) {
    Optional<ConnectLink> link =
        run.link()
            .flatMap(it -> parts.links().find(visit.admin(), it))
            .filter(it -> it.app().isEmpty() && it.user().equals(run.user()))
            .filter(it -> it.integrations().equals(List.of(client.name())))
            .filter(it -> it.returnUrl().filter(url -> isOurs(client, url)).isPresent());
    if (link.isEmpty()) {
      return visit.unknown("test");
    }
    ConnectLinkId id = link.get().id();
    return switch (parts.confirmations().confirm(visit.admin(), id, run.code().orElseThrow())) {
      case Confirmation.Confirmed _, Confirmation.CodeInvalid _, Confirmation.LinkUnknown _ ->
          // The address with the code is left at once; what came of it stands in the log.
          pages.redirect(
              ClientPaths.of(client.name()) + "/test?" + run.query(reports.isProvenByHub(visit)));
      case Confirmation.OtherAccount _ ->
          reports.failed(
              visit,
              client,
              run,
              Verdict.of(dev.tenon.connect.Refusal.Reason.OTHER_ACCOUNT, ""),
              "");
      case Confirmation.Busy _ ->
          reports.failed(
              visit, client, run, Verdict.of(dev.tenon.connect.Refusal.Reason.BUSY, ""), "");
    };
  }

  private boolean isOurs(OAuthClient client, java.net.URI url) {
    return url.toString().startsWith(parts.baseUrl() + ClientPaths.of(client.name()) + "/test?");
  }

  private Optional<Connection> connection(OAuthClient client, UserId user) {
    return parts.connections().find(client.workspace(), client.id(), new Owner.User(user));
  }

  private Answer refresh(Visit visit, OAuthClient client) {
    TestRun run = TestRun.sent(visit, user(visit, visit.form().some("user")));
    Optional<Connection> connection = connection(client, run.user());
    return connection.isEmpty()
        ? visit.unknown("connection of a test")
        : reports.page(
            visit,
            client,
            run,
            Optional.of(parts.reports().refresh(visit.admin(), connection.get().id())));
  }

  private Answer end(Visit visit, OAuthClient client) {
    UserId user = user(visit, visit.form().some("user"));
    Optional<Connection> connection = connection(client, user);
    if (connection.isEmpty()) {
      return visit.unknown("connection of a test");
    }
    parts.end().accept(visit.admin(), connection.get());
    return pages.redirect(ClientPaths.of(client.name()) + "/test", Said.TEST_ENDED);
  }

  /// Which test a request is about.
  ///
  /// @param since when it began
  /// @param link that was used, where that is known
  /// @param code that waits to be confirmed
  record TestRun(
      Optional<Instant> since, UserId user, Optional<ConnectLinkId> link, Optional<String> code) {
    static TestRun of(Visit visit, UserId user) {
      return new TestRun(
          visit.query("since").flatMap(TestRun::instant),
          user,
          visit.query("connect_link").flatMap(TestRun::link),
          visit.query("connect_code"));
    }

    static TestRun sent(Visit visit, UserId user) {
      return new TestRun(
          visit.form().some("since").flatMap(TestRun::instant),
          user,
          Optional.empty(),
          Optional.empty());
    }

    static TestRun starting(Instant now, UserId user) {
      return new TestRun(Optional.of(now), user, Optional.empty(), Optional.empty());
    }

    /// How the page of this test is found again.
    String query(boolean withUser) {
      return "since="
          + since.map(Instant::toEpochMilli).orElse(0L)
          + (withUser ? "&user=" + dev.tenon.server.admin.page.Words.inPath(user.value()) : "");
    }

    private static Optional<Instant> instant(String text) {
      return text.matches("[0-9]{1,15}")
          ? Optional.of(Instant.ofEpochMilli(Long.parseLong(text)))
          : Optional.empty();
    }

    private static Optional<ConnectLinkId> link(String text) {
      return text.matches("lnk_[0-9A-Za-z]{1,64}")
          ? Optional.of(new ConnectLinkId(text))
          : Optional.empty();
    }
  }
}

package dev.tenon.server.admin.clients;

import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.Turn;
import dev.tenon.connector.Authorization;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.server.admin.clients.TestPages.TestRun;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.page.Site;
import dev.tenon.token.ReportResult;
import dev.tenon.token.TokenResult;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import java.util.Optional;

/// Says what came of a test, step by step.
final class TestReports {
  private final ClientParts parts;
  private final Site site;
  private final TestTrace trace;

  TestReports(ClientParts parts, Site site) {
    this.parts = parts;
    this.site = site;
    this.trace = new TestTrace(parts.auditLog());
  }

  /// The page of a test that is under way or over, or of none yet.
  ///
  /// @param refreshed what came of a refresh just now
  Answer page(Visit visit, OAuthClient client, TestRun run, Optional<ReportResult> refreshed) {
    if (run.since().isEmpty()) {
      TestSteps steps = isOfUsers(client) ? TestSteps.ofUsers() : TestSteps.ofApp();
      return answer(
          visit, client, run, steps, Badge.plain("Not tested"), "Nothing was tested yet.", 200);
    }
    Optional<Connection> connection =
        parts.connections().find(client.workspace(), client.id(), new Owner.User(run.user()));
    TestSteps steps = TestSteps.ofUsers();
    if (refreshed.isPresent()) {
      return refreshed(visit, client, run, connection, refreshed.get());
    }
    return switch (trace.last(visit, client, run, connection)) {
      case TestTrace.Event.None _ -> {
        steps
            .done("")
            .now(
                "You left for the provider, and nothing has come back yet. Where the provider shows an"
                    + " error of its own, it most often does not know the redirect URI.");
        yield answer(
            visit, client, run, steps, Badge.wait("Not finished"), "The way is not over yet.", 200);
      }
      case TestTrace.Event.Refused(String reason, String detail) -> {
        Verdict verdict = Verdict.of(Verdict.reason(reason), detail);
        yield failed(
            visit, client, run, verdict, detail.isEmpty() ? reason : reason + ", " + detail);
      }
      case TestTrace.Event.Waiting _ -> {
        steps
            .until(TestSteps.CONNECTED)
            .now("It waits for its confirmation, which did not reach this page. Test again.");
        yield answer(visit, client, run, steps, Badge.wait("Not finished"), "Almost there.", 200);
      }
      case TestTrace.Event.Connected _ -> {
        connected(visit, steps, connection);
        yield answer(
            visit,
            client,
            run,
            steps.now("Not tried yet."),
            Badge.good("It works"),
            "Users can connect through this OAuth client.",
            200);
      }
    };
  }

  private void connected(Visit visit, TestSteps steps, Optional<Connection> connection) {
    steps.until(TestSteps.TOKENS);
    Scope scopes = connection.map(Connection::scopes).orElse(Scope.none());
    steps.done(scopes.isEmpty() ? "" : "For " + scopes + ".");
    steps.done(account(connection.map(Connection::account).orElse(Account.unknown())));
    steps.done(
        isProvenByHub(visit)
            ? "It is yours, as who you are at your organisation’s sign-in."
            : "It is of a user of its own, so nobody else’s connection was touched.");
  }

  private static String account(Account account) {
    return account
        .name()
        .or(account::email)
        .or(account::subject)
        .map(it -> "You are " + it + " there.")
        .orElse("The provider does not say.");
  }

  private Answer refreshed(
      Visit visit,
      OAuthClient client,
      TestRun run,
      Optional<Connection> connection,
      ReportResult result) {
    TestSteps steps = TestSteps.ofUsers();
    connected(visit, steps, connection);
    return switch (result) {
      case ReportResult.Replaced _ ->
          answer(
              visit,
              client,
              run,
              steps.done("The provider gave the next token at once."),
              Badge.good("It works"),
              "Everything works, from consent to refresh.",
              200);
      case ReportResult.NotRefreshable _ ->
          answer(
              visit,
              client,
              run,
              steps.failed(
                  new Verdict(
                      TestSteps.REFRESH,
                      Verdict.turn(Turn.ADMIN),
                      "The provider gave no refresh token: users have to connect anew whenever a"
                          + " token ends.",
                      "Many providers give one only where the scope has offline_access, or the prompt"
                          + " is consent."),
                  ""),
              Badge.wait("It works for a while"),
              "There is a token, and nothing to renew it with.",
              200);
      case ReportResult.Failed(TokenResult why) ->
          answer(
              visit,
              client,
              run,
              steps.failed(RefreshVerdicts.of(why), ""),
              Badge.bad("It fails"),
              "There is a token, and it could not be renewed.",
              200);
      case ReportResult.NotFound _, ReportResult.TooSoon _ ->
          answer(
              visit,
              client,
              run,
              steps.now("It was refreshed a moment ago. Try again in a minute."),
              Badge.good("It works"),
              "Users can connect through this OAuth client.",
              200);
    };
  }

  /// The page of a test that ended before a token came.
  Answer failed(Visit visit, OAuthClient client, TestRun run, Verdict verdict, String small) {
    TestSteps steps = isOfUsers(client) ? TestSteps.ofUsers() : TestSteps.ofApp();
    return answer(
        visit,
        client,
        run,
        steps.failed(verdict, small),
        Badge.bad("It fails"),
        "No token comes by this OAuth client yet.",
        200);
  }

  /// The page of a token that the application asked for itself.
  Answer ofApp(Visit visit, OAuthClient client, TestRun run, TokenAnswer answer) {
    if (!(answer instanceof TokenAnswer.Granted(TokenResponse response))) {
      return failed(visit, client, run, Verdict.of(answer), small(answer));
    }
    String life =
        response
            .expiresIn()
            .map(it -> "It lives " + Words.length(it) + ".")
            .orElse("The provider does not say how long it lives.");
    String scope =
        response.scope().filter(it -> !it.isEmpty()).map(it -> " For " + it + ".").orElse("");
    return answer(
        visit,
        client,
        run,
        TestSteps.ofApp().until(TestSteps.TOKENS).done(life + scope + " It was not kept."),
        Badge.good("It works"),
        "The application gets its own token.",
        200);
  }

  private static String small(TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Refused it ->
          it.error() + (it.description().isEmpty() ? "" : ": " + it.description());
      case TokenAnswer.Unavailable it -> it.detail();
      case TokenAnswer.Unreachable it -> it.detail();
      case TokenAnswer.Unanswered it -> it.detail();
      case TokenAnswer.NotAsked it -> it.detail();
      case TokenAnswer.TooLate _, TokenAnswer.Granted _ -> "";
    };
  }

  private boolean isOfUsers(OAuthClient client) {
    return parts.resolution().definition(client).map(it -> it.isForUsers()).orElse(true);
  }

  private Answer answer(
      Visit visit,
      OAuthClient client,
      TestRun run,
      TestSteps steps,
      Badge verdict,
      String summary,
      int status) {
    boolean ofUsers = isOfUsers(client);
    boolean connected =
        ofUsers
            && parts
                .connections()
                .find(client.workspace(), client.id(), new Owner.User(run.user()))
                .filter(it -> it.status() != Status.PENDING_VERIFICATION)
                .isPresent();
    boolean begun = run.since().isPresent();
    boolean byHub = isProvenByHub(visit);
    TestPage page =
        new TestPage(
            visit.frame("Test of " + client.name(), Section.OAUTH_CLIENTS),
            client.name().value(),
            "Test “" + client.name() + "”",
            site.path(ClientPaths.of(client.name())),
            begun,
            verdict,
            summary,
            steps.all(),
            begun ? "Test again" : "Test now",
            ofUsers && byHub,
            byHub ? run.user().value() : "",
            Optional.empty(),
            begun && connected && steps.all().getLast().state().equals("now"),
            connected,
            run.since().map(it -> Long.toString(it.toEpochMilli())).orElse(""),
            isByCode(client) ? site.path(ClientPaths.of(client.name())) + "#redirect" : "");
    return Pages.html(status, output -> JtetestGenerated.render(output, Pages.none(), page));
  }

  /// Whether users prove themselves by the workspace’s own sign-in before they connect.
  boolean isProvenByHub(Visit visit) {
    return parts
            .workspaces()
            .find(visit.workspace())
            .map(Workspace::linkVerification)
            .orElse(LinkVerification.APP)
        == LinkVerification.HUB;
  }

  private boolean isByCode(OAuthClient client) {
    return client.loan().isEmpty()
        && parts
            .resolution()
            .definition(client)
            .filter(it -> it.authorization() instanceof Authorization.AuthorizationCode)
            .isPresent();
  }
}

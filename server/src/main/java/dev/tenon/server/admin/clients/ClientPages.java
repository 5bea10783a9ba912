package dev.tenon.server.admin.clients;

import dev.tenon.client.ClientSecret;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Statuses;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One OAuth client: what it is, how it stands, its secrets, and whether its redirect URI is
/// registered as it has to be.
final class ClientPages {
  private static final int TRIALS = 10;
  private static final int LONGEST_PASTE = 8000;

  private final Guard guard;
  private final Site site;
  private final ClientParts parts;
  private final ClientCounts counts;
  private final ClientFacts facts;
  private final FoundClients found;

  ClientPages(Guard guard, Site site, ClientParts parts, ClientCounts counts) {
    this.guard = guard;
    this.site = site;
    this.parts = parts;
    this.counts = counts;
    this.facts = new ClientFacts(parts, site);
    this.found = new FoundClients(parts.clients());
  }

  List<Route> routes() {
    return List.of(
        Route.of(
            "GET",
            ClientPaths.ONE,
            guard.page(
                Role.VIEWER,
                found.on(
                    (visit, it) -> show(visit, 200, it, Optional.empty(), Optional.empty())))));
  }

  /// The page.
  ///
  /// @param trial what a provider said to a secret just now
  /// @param secretProblem what is wrong with the secret that was to be added
  Answer show(
      Visit visit,
      int status,
      OAuthClient client,
      Optional<ClientPage.Trial> trial,
      Optional<String> secretProblem) {
    boolean own = client.loan().isEmpty();
    Optional<String> redirect = facts.redirect(client);
    String pasted =
        visit
            .query("registered")
            .flatMap(_ -> visit.request().queryParameters("registered").stream().findFirst())
            .filter(it -> it.length() <= LONGEST_PASTE)
            .orElse("");
    ClientPage page =
        new ClientPage(
            visit.frame(client.name().value(), Section.OAUTH_CLIENTS),
            site.path(ClientPaths.ALL),
            site.path(ClientPaths.of(client.name())),
            client.name().value(),
            facts.lead(visit, client),
            facts.badges(visit, client),
            visit.may(Role.ADMIN),
            facts.alarm(visit, client),
            facts.warnings(client),
            redirect,
            pasted,
            redirect.filter(_ -> !pasted.isEmpty()).map(it -> RedirectDifference.of(it, pasted)),
            facts.of(visit, client),
            connections(visit, client),
            own,
            own ? secrets(visit, client) : List.of(),
            own && client.secrets().size() > 1 && visit.may(Role.ADMIN)
                ? trials(client)
                : List.of(),
            trial,
            secretProblem,
            own
                && !client.secrets().isEmpty()
                && client.secrets().size() < dev.tenon.client.SecretRotation.MOST);
    return Pages.html(status, output -> JteclientGenerated.render(output, Pages.none(), page));
  }

  private List<ClientPage.Count> connections(Visit visit, OAuthClient client) {
    Map<Status, Long> byStatus = counts.of(visit.workspace(), visit.now()).of(client.id());
    String all =
        site.path(Section.CONNECTIONS.path())
            + "?integration="
            + Words.inPath(client.name().value());
    List<ClientPage.Count> shown = new ArrayList<>();
    for (Status status : Status.values()) {
      long number = byStatus.getOrDefault(status, 0L);
      if (number > 0) {
        shown.add(
            new ClientPage.Count(
                Statuses.badge(status), Words.number(number), all + "&status=" + status.apiName()));
      }
    }
    return shown;
  }

  private static List<ClientPage.Secret> secrets(Visit visit, OAuthClient client) {
    List<ClientPage.Secret> secrets = new ArrayList<>();
    client
        .secrets()
        .forEach(
            it ->
                secrets.add(
                    new ClientPage.Secret(
                        it.id(),
                        place(secrets.size()),
                        ending(it),
                        it.fingerprint(),
                        SecretHealth.of(it, visit.now()),
                        Words.when(it.createdAt(), visit.now()),
                        secrets.isEmpty())));
    return secrets;
  }

  /// Of a short one no letter is shown.
  static String ending(ClientSecret secret) {
    return secret.lastFour().isEmpty() ? "(short)" : "…" + secret.lastFour();
  }

  private static String place(int number) {
    return switch (number) {
      case 0 -> "1st, in use";
      case 1 -> "2nd";
      case 2 -> "3rd";
      default -> (number + 1) + "th";
    };
  }

  private List<ClientPage.Choice> trials(OAuthClient client) {
    return parts
        .connections()
        .list(
            client.workspace(),
            new ConnectionFilter(
                Optional.of(Set.of(client.id())), Optional.empty(), Optional.of(Status.ACTIVE)),
            Optional.empty(),
            TRIALS)
        .stream()
        .map(it -> new ClientPage.Choice(it.id().value(), who(it)))
        .toList();
  }

  private static String who(Connection it) {
    return switch (it.owner()) {
      case Owner.User(var id) -> id.value();
      case Owner.App(var name) -> "App " + name;
    };
  }
}

package dev.tenon.server.admin.clients;

import dev.tenon.audit.Actor;
import dev.tenon.client.FieldProblem;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClients.RegisterResult;
import dev.tenon.client.OwnedConnector;
import dev.tenon.client.PublicClient;
import dev.tenon.client.PublicClients;
import dev.tenon.client.VisibleConnectors;
import dev.tenon.connector.Connector;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The first step of a new OAuth client: for which provider, or whose public client is used.
final class ProviderPages {
  private static final int LONGEST_WORD = 256;

  private final Guard guard;
  private final Pages pages;
  private final Site site;
  private final ClientParts parts;
  private final FormPages forms;
  private final PublicClients offered;
  private final VisibleConnectors visible;

  ProviderPages(Guard guard, Pages pages, ClientParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.site = pages.site();
    this.parts = parts;
    this.forms = new FormPages(parts);
    this.offered = new PublicClients(parts.clients(), parts.connectors());
    this.visible = new VisibleConnectors(parts.connectors(), offered);
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", ClientPaths.NEW, guard.page(Role.ADMIN, this::choose)),
        Route.of("POST", ClientPaths.NEW, guard.form(Role.ADMIN, this::adopt)));
  }

  private Answer choose(Visit visit) {
    Optional<String> uses = visit.query("uses");
    if (uses.isPresent()) {
      return find(visit, uses.get())
          .map(it -> adoption(visit, 200, it, fresh(it), Problems.none()))
          .orElseGet(() -> visit.unknown("public OAuth client"));
    }
    String word = visit.query("q").filter(it -> it.length() <= LONGEST_WORD).orElse("");
    String wanted = word.toLowerCase(Locale.ROOT);
    ProviderPage page =
        new ProviderPage(
            visit.frame("Create an OAuth client", Section.OAUTH_CLIENTS),
            site.path(ClientPaths.NEW),
            word,
            Steps.at(0),
            offered.offeredTo(visit.workspace()).stream()
                .map(it -> card(it))
                .filter(it -> isFound(wanted, it.title(), it.about()))
                .toList(),
            visible.of(visit.workspace()).stream()
                .filter(OwnedConnector::isUsable)
                .map(OwnedConnector::connector)
                .filter(it -> isFound(wanted, it.title(), it.name().value(), categories(it)))
                .map(this::card)
                .toList(),
            site.path(ClientPaths.ALL),
            site.path(ConnectorPaths.NEW));
    return Pages.html(200, output -> JteproviderGenerated.render(output, Pages.none(), page));
  }

  private static boolean isFound(String wanted, String... texts) {
    return Stream.of(texts).anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(wanted));
  }

  private static String categories(Connector connector) {
    return String.join(", ", connector.categories());
  }

  private ProviderPage.Card card(Connector it) {
    String ways = Words.count(it.definitions().size(), "way to connect", "ways to connect");
    return new ProviderPage.Card(
        ConnectorListPages.initial(it.title()),
        it.title(),
        it.categories().isEmpty() ? ways : categories(it) + " · " + ways,
        site.path(ClientPaths.NEW + "/" + Words.inPath(it.name().value())));
  }

  private ProviderPage.Card card(PublicClient it) {
    return new ProviderPage.Card(
        ConnectorListPages.initial(it.name().value()),
        it.name().value(),
        "%s, provided by %s".formatted(title(it), it.provider()),
        site.path(ClientPaths.NEW + "?uses=" + Words.inPath(it.reference())));
  }

  private String title(PublicClient it) {
    return parts
        .connectors()
        .find(it.lender(), it.connector())
        .map(Connector::title)
        .orElse(it.connector().value());
  }

  private Optional<PublicClient> find(Visit visit, String reference) {
    return offered.offeredTo(visit.workspace()).stream()
        .filter(it -> it.reference().equals(reference))
        .findFirst();
  }

  private Typed fresh(PublicClient it) {
    return new Typed(Map.of("name", List.of(it.name().value())));
  }

  private Answer adopt(Visit visit) {
    String uses = visit.form().text("uses");
    Optional<PublicClient> found = find(visit, uses);
    if (found.isEmpty()) {
      return visit.unknown("public OAuth client");
    }
    Typed typed =
        new Typed(
            Map.of(
                "name", visit.form().all("name"),
                "apps", visit.form().all("apps"),
                "app", visit.form().all("app"),
                "app_other", visit.form().all("app_other")));
    OAuthClientDraft draft =
        OAuthClientDraft.of(Map.of("uses", uses, "name", typed.text("name")))
            .withApps(typed.apps());
    return switch (parts.rules().register(visit.workspace(), Actor.of(visit.admin()), draft)) {
      case RegisterResult.Registered(var client, var _) ->
          pages.redirect(ClientPaths.of(client.name()), Said.CLIENT_CREATED);
      case RegisterResult.Refused(List<FieldProblem> problems) ->
          adoption(
              visit,
              422,
              found.get(),
              typed,
              Problems.of(problems, Map.of("name", "Name", "apps", "Apps")));
    };
  }

  private Answer adoption(
      Visit visit, int status, PublicClient it, Typed typed, Problems problems) {
    String heading = "Use “%s” of %s".formatted(it.name(), it.provider());
    ClientFormPage page =
        new ClientFormPage(
            visit.frame("Use a public OAuth client", Section.OAUTH_CLIENTS),
            heading,
            title(it),
            Steps.adopting(),
            List.of(),
            site.path(ClientPaths.NEW),
            "basics",
            site.path(ClientPaths.NEW),
            false,
            problems.others(List.of("name", "apps")),
            !problems.isEmpty(),
            Optional.of(forms.basics(visit, List.of(), typed, problems, false)),
            Optional.empty(),
            List.of(new ClientFormPage.Hidden("uses", it.reference())),
            "Use it");
    return Pages.html(status, output -> JteclientFormGenerated.render(output, Pages.none(), page));
  }
}

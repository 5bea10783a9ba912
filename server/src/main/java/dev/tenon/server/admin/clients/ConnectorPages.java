package dev.tenon.server.admin.clients;

import dev.tenon.client.OAuthClient;
import dev.tenon.client.OwnedConnector;
import dev.tenon.client.PublicClients;
import dev.tenon.client.VisibleConnectors;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Environment;
import dev.tenon.connector.Field;
import dev.tenon.connector.Region;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.TokenRules;
import dev.tenon.member.Role;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import dev.tenon.server.http.page.WebLinks;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One connector.
final class ConnectorPages {
  private final Guard guard;
  private final Site site;
  private final ClientParts parts;
  private final VisibleConnectors visible;

  ConnectorPages(Guard guard, Site site, ClientParts parts) {
    this.guard = guard;
    this.site = site;
    this.parts = parts;
    this.visible =
        new VisibleConnectors(
            parts.connectors(), new PublicClients(parts.clients(), parts.connectors()));
  }

  List<Route> routes() {
    return List.of(Route.of("GET", ConnectorPaths.ONE, guard.page(Role.VIEWER, this::show)));
  }

  private Answer show(Visit visit) {
    String name = visit.request().pathParameter("name");
    Optional<String> owner = visit.query("owner");
    return visible.of(visit.workspace()).stream()
        .filter(it -> it.connector().name().value().equals(name))
        .filter(it -> owner.isEmpty() || owner.get().equals(it.owner()))
        .findFirst()
        .map(it -> page(visit, it))
        .orElseGet(() -> visit.unknown("connector"));
  }

  private Answer page(Visit visit, OwnedConnector owned) {
    Connector it = owned.connector();
    Optional<String> yaml =
        owned.isUsable() ? parts.yaml().apply(visit.workspace(), it.name()) : Optional.empty();
    String one = site.path(ConnectorPaths.of(it.name()));
    boolean may = visit.may(Role.ADMIN);
    ConnectorPage page =
        new ConnectorPage(
            visit.frame(it.title(), Section.CONNECTORS),
            site.path(ConnectorPaths.ALL),
            it.title(),
            List.of(ConnectorListPages.owner(owned), ConnectorListPages.verified(it)),
            it.name().value()
                + (it.categories().isEmpty() ? "" : " · " + String.join(", ", it.categories())),
            may,
            link(
                may && owned.isUsable(),
                site.path(ClientPaths.NEW + "/" + Words.inPath(it.name().value()))),
            link(
                may && owned.isUsable() && !owned.own(),
                site.path(ConnectorPaths.NEW + "?extends=" + Words.inPath(it.name().value()))),
            link(may && owned.own(), one + "/edit"),
            link(may && owned.own(), one + "/delete"),
            notes(visit, owned),
            facts(it),
            it.provenance().sources().stream().map(ConnectorPages::source).toList(),
            it.prerequisites().stream()
                .map(
                    need ->
                        new ClientFormPage.Need(need.text(), WebLinks.href(need.link()).orElse("")))
                .toList(),
            it.definitions().stream().map(ConnectorPages::definition).toList(),
            parameters(it),
            it.resources().stream().map(each -> resource(it, each)).toList(),
            yaml);
    return Pages.html(200, output -> JteconnectorGenerated.render(output, Pages.none(), page));
  }

  private static Optional<String> link(boolean there, String href) {
    return there ? Optional.of(href) : Optional.empty();
  }

  /// What the workspace should know of the connector, and of sharing its clients.
  private List<String> notes(Visit visit, OwnedConnector owned) {
    Connector it = owned.connector();
    List<String> notes = new ArrayList<>();
    if (!it.provenance().verified()) {
      notes.add(
          "Nobody has seen it work against the live service yet. Its facts are what the sources"
              + " below say"
              + it.provenance()
                  .checkedOn()
                  .map(
                      day -> ", read on " + Words.day(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                  .orElse("")
              + ".");
    }
    if (!owned.isUsable()) {
      notes.add(
          "It is of another workspace, which lets you use its public OAuth clients. You trust its"
              + " owner with your users’ connections: it says where they go.");
    }
    if (owned.own()) {
      notes.addAll(sharing(visit, it));
    }
    return notes;
  }

  private List<String> sharing(Visit visit, Connector it) {
    List<OAuthClient> lent =
        parts.clients().all(visit.workspace()).stream()
            .filter(client -> client.connector().equals(it.name()) && client.lent())
            .toList();
    if (lent.isEmpty()) {
      return List.of(
          "As its owner you may make OAuth clients of it public. Do not make company- or"
              + " customer-specific clients public.");
    }
    int borrowers =
        lent.stream()
            .mapToInt(client -> parts.clients().borrowers(visit.workspace(), client.id()))
            .sum();
    return List.of(
        "%s of it %s public, and %s. What you change here holds for them at once."
            .formatted(
                Words.count(lent.size(), "OAuth client", "OAuth clients"),
                lent.size() == 1 ? "is" : "are",
                borrowers == 0
                    ? "nobody else uses them yet"
                    : "they are used by "
                        + Words.count(borrowers, "other workspace", "other workspaces")));
  }

  private static List<ConnectorPage.Fact> facts(Connector it) {
    List<ConnectorPage.Fact> facts = new ArrayList<>();
    facts.add(
        new ConnectorPage.Fact("Verified", it.provenance().verified() ? "true" : "false", ""));
    it.provenance()
        .checkedOn()
        .ifPresent(day -> facts.add(new ConnectorPage.Fact("Sources read on", day.toString(), "")));
    it.documentation().ifPresent(url -> facts.add(link("Documentation", url)));
    it.setupGuide().ifPresent(url -> facts.add(link("How to register", url)));
    it.userGuide().ifPresent(url -> facts.add(link("For users", url)));
    if (!it.environments().isEmpty()) {
      facts.add(
          new ConnectorPage.Fact(
              "Environments", joined(it.environments().stream().map(Environment::title)), ""));
    }
    if (!it.regions().isEmpty()) {
      facts.add(
          new ConnectorPage.Fact("Regions", joined(it.regions().stream().map(Region::title)), ""));
    }
    return facts;
  }

  private static ConnectorPage.Fact link(String label, URI url) {
    return new ConnectorPage.Fact(
        label,
        Optional.ofNullable(url.getHost()).orElseGet(url::toString),
        WebLinks.href(Optional.of(url)).orElse(""));
  }

  private static String joined(Stream<String> texts) {
    return texts.collect(Collectors.joining(", "));
  }

  private static ConnectorPage.Source source(String text) {
    String first = text.split(" ", 2)[0];
    return new ConnectorPage.Source(text, isWeb(first) ? first : "");
  }

  private static boolean isWeb(String text) {
    return text.startsWith("https://") || text.startsWith("http://");
  }

  private static ConnectorPage.Definition definition(ConnectionDefinition it) {
    Optional<TokenRules> token = Kinds.token(it.authorization());
    List<String> lifetimes =
        it.authorization() instanceof Authorization.Login login
            ? Kinds.lifetimes(login.lifetimes())
            : token.map(TokenRules::lifetimes).map(Kinds::lifetimes).orElse(List.of());
    Optional<ScopeRules> scopes = Kinds.scopes(it.authorization());
    Set<String> minimum = scopes.map(rules -> rules.minimum().tokens()).orElse(Set.of());
    return new ConnectorPage.Definition(
        it.title(),
        it.name().value(),
        Kinds.words(it.authorization()),
        it.advice().orElse(""),
        lifetimes,
        token.map(TokenRules::authentication).orElse(List.of()).stream()
            .map(ClientAuthenticationMethod::registeredName)
            .toList(),
        scopes.map(ScopeRules::offered).orElse(List.of()).stream()
            .map(
                scope ->
                    new ConnectorPage.Scope(
                        scope.token(), scope.allows(), minimum.contains(scope.token())))
            .toList());
  }

  private static List<ConnectorPage.Parameter> parameters(Connector it) {
    return it.parameters().stream()
        .filter(field -> field.askedOf() == Field.AskedOf.ADMIN)
        .map(
            field ->
                new ConnectorPage.Parameter(
                    field.title(), field.name(), field.description().orElse(""), field.required()))
        .toList();
  }

  private static ConnectorPage.Resource resource(Connector connector, ResourceDefinition it) {
    String below =
        it.parent()
            .map(
                name ->
                    connector.resources().stream()
                        .filter(each -> each.name().equals(name))
                        .map(ResourceDefinition::title)
                        .findFirst()
                        .orElse(name))
            .orElse("");
    return new ConnectorPage.Resource(
        it.title(),
        it.name(),
        below,
        joined(it.columns().stream().map(ResourceDefinition.Column::title)));
  }
}

package dev.tenon.server.admin.clients;

import dev.tenon.audit.Actor;
import dev.tenon.client.FieldProblem;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClients;
import dev.tenon.client.OAuthClients.RegisterResult;
import dev.tenon.client.OwnedConnector;
import dev.tenon.client.PublicClients;
import dev.tenon.client.VisibleConnectors;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.DefinitionName;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes OAuth clients in steps: basic information, then configuration. What was typed goes along
/// from step to step in the form itself; nothing is kept before the last one.
final class NewClientForms {
  private static final String BASICS = "basics";
  private static final String REGISTRATION = "registration";
  private static final String BACK = "back";

  private final Guard guard;
  private final Pages pages;
  private final ClientParts parts;
  private final FormPages forms;
  private final VisibleConnectors visible;

  NewClientForms(Guard guard, Pages pages, ClientParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.parts = parts;
    this.forms = new FormPages(parts);
    this.visible =
        new VisibleConnectors(
            parts.connectors(), new PublicClients(parts.clients(), parts.connectors()));
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", ClientPaths.NEW_OF, guard.page(Role.ADMIN, this::begin)),
        Route.of("POST", ClientPaths.NEW_OF, guard.form(Role.ADMIN, this::take)));
  }

  /// What a request is about.
  private record Making(Connector connector, boolean own, Typed typed) {
    ConnectionDefinition definition() {
      String name = typed.text("connection_definition");
      return (ConnectorName.isValid(name)
              ? connector.definition(new DefinitionName(name))
              : Optional.<ConnectionDefinition>empty())
          .orElse(connector.definitions().getFirst());
    }

    ClientFields fields() {
      return new ClientFields(connector, definition(), own);
    }
  }

  private Optional<OwnedConnector> connector(Visit visit) {
    String name = visit.request().pathParameter("connector");
    return visible.of(visit.workspace()).stream()
        .filter(OwnedConnector::isUsable)
        .filter(it -> it.connector().name().value().equals(name))
        .findFirst();
  }

  private Answer begin(Visit visit) {
    Optional<OwnedConnector> found = connector(visit);
    if (found.isEmpty()) {
      return visit.unknown("connector");
    }
    Connector connector = found.get().connector();
    Typed typed =
        new Typed(
            Map.of(
                "name",
                List.of(freeName(visit, connector.name().value())),
                "connection_definition",
                visit.query("definition").map(List::of).orElse(List.of())));
    return basics(visit, 200, new Making(connector, found.get().own(), typed), Problems.none());
  }

  private String freeName(Visit visit, String wanted) {
    return ClientPaths.name(wanted)
        .filter(it -> parts.clients().find(visit.workspace(), it).isEmpty())
        .map(IntegrationName::value)
        .orElse("");
  }

  private Answer take(Visit visit) {
    Optional<OwnedConnector> found = connector(visit);
    if (found.isEmpty()) {
      return visit.unknown("connector");
    }
    Connector connector = found.get().connector();
    Making making = new Making(connector, found.get().own(), Typed.of(visit.form(), connector));
    return switch (visit.form().text("step")) {
      case REGISTRATION -> register(visit, making);
      case BACK -> basics(visit, 200, making, Problems.none());
      default -> afterBasics(visit, making);
    };
  }

  private Answer afterBasics(Visit visit, Making making) {
    List<FieldProblem> all =
        new ArrayList<>(
            parts
                .rules()
                .problems(
                    visit.workspace(),
                    making.fields().draft(making.typed(), Optional.empty()),
                    Optional.empty()));
    ClientPaths.name(making.typed().text("name").strip())
        .flatMap(it -> parts.clients().find(visit.workspace(), it))
        .ifPresent(_ -> all.add(OAuthClients.TAKEN));
    Problems problems =
        Problems.of(all, making.fields().titles())
            .only(List.of("name", "apps", "connection_definition"));
    if (!problems.isEmpty()) {
      return basics(visit, 422, making, problems);
    }
    boolean fresh =
        making.typed().values().keySet().stream().noneMatch(Typed.CONFIGURATION::contains);
    Typed typed = fresh ? making.fields().fresh(making.typed()) : making.typed();
    return registration(
        visit, 200, new Making(making.connector(), making.own(), typed), Problems.none());
  }

  private Answer register(Visit visit, Making making) {
    ClientFields fields = making.fields();
    RegisterResult result =
        parts
            .rules()
            .register(
                visit.workspace(),
                Actor.of(visit.admin()),
                fields.draft(
                    making.typed(), ClientFields.secret(visit.form().exact("client_secret"))));
    return switch (result) {
      case RegisterResult.Registered(var client, var _) ->
          pages.redirect(ClientPaths.of(client.name()), Said.CLIENT_CREATED);
      case RegisterResult.Refused(List<FieldProblem> all) -> {
        Problems problems = Problems.of(all, fields.titles());
        yield problems.areOnlyOf(List.of("name", "apps", "connection_definition"))
            ? basics(visit, 422, making, problems)
            : registration(visit, 422, making, problems);
      }
    };
  }

  private Answer basics(Visit visit, int status, Making making, Problems problems) {
    return page(
        visit,
        status,
        making,
        1,
        BASICS,
        problems,
        Optional.of(
            forms.basics(visit, making.connector().definitions(), making.typed(), problems, false)),
        Optional.empty());
  }

  private Answer registration(Visit visit, int status, Making making, Problems problems) {
    return page(
        visit,
        status,
        making,
        2,
        REGISTRATION,
        problems,
        Optional.empty(),
        Optional.of(
            forms.registration(
                making.connector(),
                making.definition(),
                making.fields(),
                making.typed(),
                problems,
                Optional.empty())));
  }

  private Answer page(
      Visit visit,
      int status,
      Making making,
      int number,
      String step,
      Problems problems,
      Optional<ClientFormPage.Basics> basics,
      Optional<ClientFormPage.Registration> registration) {
    boolean last = registration.isPresent();
    List<String> shown = last ? shown(registration.get()) : Typed.BASICS;
    ClientFormPage page =
        new ClientFormPage(
            visit.frame("Create an OAuth client", Section.OAUTH_CLIENTS),
            "Create an OAuth client",
            making.connector().title(),
            Steps.at(number),
            List.of(),
            pages
                .site()
                .path(ClientPaths.NEW + "/" + Words.inPath(making.connector().name().value())),
            step,
            pages.site().path(last ? ClientPaths.ALL : ClientPaths.NEW),
            last,
            problems.others(shown),
            !problems.isEmpty(),
            basics,
            registration,
            FormPages.hidden(making.typed(), shown),
            last ? "Save" : "Next");
    return Pages.html(status, output -> JteclientFormGenerated.render(output, Pages.none(), page));
  }

  /// The names of what the form shows, under which problems stand beside it.
  static List<String> shown(ClientFormPage.Registration registration) {
    List<String> shown = new ArrayList<>(List.of("scope", "scope_other", "client_secret"));
    registration.fields().forEach(it -> shown.add(it.name()));
    return shown;
  }
}

package dev.tenon.server.admin.clients;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorCheck.Checked;
import dev.tenon.connector.ConnectorCheck.Fault;
import dev.tenon.connector.ConnectorFiles.ConnectorFile;
import dev.tenon.connector.ConnectorName;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Posts, changes and deletes the workspace's own connectors.
final class ConnectorForms {
  /// A file may have 256 KiB, and a form writes three characters for some.
  private static final int LONGEST_FORM = 1024 * 1024;

  private static final String EDIT = ConnectorPaths.ONE + "/edit";
  private static final String DELETE = ConnectorPaths.ONE + "/delete";

  private final Guard guard;
  private final Pages pages;
  private final Site site;
  private final ClientParts parts;

  ConnectorForms(Guard guard, Pages pages, ClientParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.site = pages.site();
    this.parts = parts;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", ConnectorPaths.NEW, guard.page(Role.ADMIN, this::fresh)),
        new Route(
            "POST",
            ConnectorPaths.NEW,
            LONGEST_FORM,
            guard.form(Role.ADMIN, visit -> save(visit, Optional.empty()))),
        Route.of("GET", EDIT, guard.page(Role.ADMIN, own(this::edit))),
        new Route(
            "POST",
            EDIT,
            LONGEST_FORM,
            guard.form(Role.ADMIN, own((visit, it) -> save(visit, Optional.of(it))))),
        Route.of("GET", DELETE, guard.page(Role.ADMIN, own(this::ask))),
        Route.of("POST", DELETE, guard.form(Role.ADMIN, own(this::delete))));
  }

  private Guard.VisitEndpoint own(BiFunction<Visit, ConnectorName, Answer> work) {
    return visit -> {
      String name = visit.request().pathParameter("name");
      return Optional.of(name)
          .filter(ConnectorName::isValid)
          .map(ConnectorName::new)
          .filter(it -> file(visit, it).isPresent())
          .map(it -> work.apply(visit, it))
          .orElseGet(() -> visit.unknown("connector of your own"));
    };
  }

  private Optional<ConnectorFile> file(Visit visit, ConnectorName name) {
    return parts.files().all(visit.workspace()).stream()
        .filter(it -> it.name().equals(name))
        .findFirst();
  }

  private Answer fresh(Visit visit) {
    String parent = visit.query("extends").filter(ConnectorName::isValid).orElse("generic-oauth2");
    String yaml =
        """
        # yaml-language-server: $schema=connector.schema.json
        name: my-%1$s
        title: My %2$s
        extends: %1$s
        sources: ["https://"]
        checked: %3$s
        verified: false
        """
            .formatted(
                parent,
                parts
                    .connectors()
                    .find(visit.workspace(), new ConnectorName(parent))
                    .map(Connector::title)
                    .orElse(parent),
                visit.now().toString().substring(0, 10));
    return page(visit, 200, Optional.empty(), yaml, List.of(), Optional.empty());
  }

  private Answer edit(Visit visit, ConnectorName name) {
    String yaml = file(visit, name).map(ConnectorFile::yaml).orElse("");
    return page(visit, 200, Optional.of(name), yaml, List.of(), Optional.empty());
  }

  private Answer save(Visit visit, Optional<ConnectorName> name) {
    // Browsers send every end of a line as two characters.
    String yaml = visit.form().exact("yaml").replace("\r\n", "\n");
    return switch (parts.check().check(visit.workspace(), yaml)) {
      case Checked.Bad(List<Fault> faults) ->
          page(visit, 422, name, yaml, faults, Optional.empty());
      case Checked.Good(Connector connector)
          when name.filter(it -> !it.equals(connector.name())).isPresent() ->
          page(
              visit,
              422,
              name,
              yaml,
              List.of(
                  new Fault(
                      1,
                      1,
                      "name",
                      "must stay %s; post another connector for another name"
                          .formatted(name.get()))),
              Optional.empty());
      case Checked.Good(Connector connector) when visit.form().text("do").equals("check") ->
          page(
              visit,
              200,
              name,
              yaml,
              List.of(),
              Optional.of(
                  Badge.good(
                      "In order: %s, %s"
                          .formatted(
                              Words.count(
                                  connector.definitions().size(),
                                  "connection definition",
                                  "connection definitions"),
                              Words.count(
                                  connector.resources().size(), "resource", "resources")))));
      case Checked.Good(Connector connector) -> {
        parts
            .files()
            .save(
                visit.workspace(),
                new ConnectorFile(connector.name(), yaml, visit.now()),
                event(visit, "connector.saved", connector.name()));
        yield pages.redirect(ConnectorPaths.of(connector.name()), Said.CONNECTOR_SAVED);
      }
    };
  }

  private AuditEvent event(Visit visit, String action, ConnectorName name) {
    return new AuditEvent(
        visit.workspace(), visit.now(), Actor.of(visit.admin()), action, name.value(), Map.of());
  }

  private Answer page(
      Visit visit,
      int status,
      Optional<ConnectorName> name,
      String yaml,
      List<Fault> faults,
      Optional<Badge> good) {
    String heading = name.map(it -> "Edit “" + it + "”").orElse("Post a connector");
    List<String> lines = yaml.lines().toList();
    ConnectorFormPage page =
        new ConnectorFormPage(
            visit.frame(heading, Section.CONNECTORS),
            heading,
            site.path(name.map(it -> ConnectorPaths.of(it) + "/edit").orElse(ConnectorPaths.NEW)),
            site.path(name.map(ConnectorPaths::of).orElse(ConnectorPaths.ALL)),
            yaml,
            name.map(it -> notes(visit, it)).orElse(List.of()),
            faults.stream()
                .map(
                    it ->
                        new ConnectorFormPage.Fault(
                            "Line %d, column %d".formatted(it.line(), it.column()),
                            it.field(),
                            it.message(),
                            it.line() <= lines.size() ? lines.get(it.line() - 1) : ""))
                .toList(),
            good);
    return Pages.html(
        status, output -> JteconnectorFormGenerated.render(output, Pages.none(), page));
  }

  private List<OAuthClient> clients(Visit visit, ConnectorName name) {
    return parts.clients().all(visit.workspace()).stream()
        .filter(it -> it.loan().isEmpty() && it.connector().equals(name))
        .toList();
  }

  private int borrowers(Visit visit, List<OAuthClient> clients) {
    return clients.stream()
        .filter(OAuthClient::lent)
        .mapToInt(it -> parts.clients().borrowers(visit.workspace(), it.id()))
        .sum();
  }

  private List<String> notes(Visit visit, ConnectorName name) {
    List<OAuthClient> clients = clients(visit, name);
    int borrowers = borrowers(visit, clients);
    List<String> notes = new ArrayList<>();
    if (!clients.isEmpty()) {
      notes.add(
          "%s of yours %s it: what you save holds at the next request."
              .formatted(
                  Words.count(clients.size(), "OAuth client", "OAuth clients"),
                  clients.size() == 1 ? "uses" : "use"));
    }
    if (borrowers > 0) {
      notes.add(
          "%s through your public OAuth clients: an address that you change is where their users’"
                  .formatted(
                      Words.count(borrowers, "other workspace uses it", "other workspaces use it"))
              + " tokens go.");
    }
    return notes;
  }

  private Answer ask(Visit visit, ConnectorName name) {
    return ask(visit, 200, name, Optional.empty());
  }

  private Answer ask(Visit visit, int status, ConnectorName name, Optional<String> problem) {
    List<OAuthClient> clients = clients(visit, name);
    int borrowers = borrowers(visit, clients);
    List<DeletePage.Dependent> dependents = new ArrayList<>();
    for (OAuthClient it : clients) {
      dependents.add(
          new DeletePage.Dependent(
              "The OAuth client “" + it.name() + "”",
              site.path(ClientPaths.of(it.name())),
              "Its tokens and refreshes fail until the connector is back."));
    }
    if (borrowers > 0) {
      dependents.add(
          new DeletePage.Dependent(
              Words.count(borrowers, "other workspace", "other workspaces"),
              "",
              "They use your public clients: theirs fail too, and nothing of theirs is deleted."));
    }
    DeletePage page =
        new DeletePage(
            visit.frame("Delete " + name, Section.CONNECTORS),
            "Delete the connector “" + name + "”?",
            "connector",
            name.value(),
            site.path(ConnectorPaths.of(name) + "/delete"),
            site.path(ConnectorPaths.of(name)),
            dependents,
            Optional.empty(),
            !dependents.isEmpty(),
            problem);
    return Pages.html(status, output -> JtedeleteGenerated.render(output, Pages.none(), page));
  }

  private Answer delete(Visit visit, ConnectorName name) {
    boolean used = !clients(visit, name).isEmpty();
    if (used && !visit.form().text("confirm").equals(name.value())) {
      return ask(visit, 422, name, Optional.of("That is not its name. Nothing was deleted."));
    }
    parts.files().delete(visit.workspace(), name, event(visit, "connector.deleted", name));
    return pages.redirect(ConnectorPaths.ALL, Said.CONNECTOR_DELETED);
  }
}

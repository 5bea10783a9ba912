package dev.tenon.server.admin.clients;

import dev.tenon.audit.Actor;
import dev.tenon.client.FieldProblem;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClients.UpdateResult;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes OAuth clients: basic information and configuration, each saved by itself. Of a borrowed
/// one there is no configuration.
final class EditClientForms {
  private static final String EDIT = ClientPaths.ONE + "/edit";
  private static final String CONFIGURATION = EDIT + "/configuration";

  private final Guard guard;
  private final Pages pages;
  private final ClientParts parts;
  private final FormPages forms;
  private final FoundClients found;

  EditClientForms(Guard guard, Pages pages, ClientParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.parts = parts;
    this.forms = new FormPages(parts);
    this.found = new FoundClients(parts.clients());
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", EDIT, guard.page(Role.ADMIN, found.on(this::basics))),
        Route.of("POST", EDIT, guard.form(Role.ADMIN, found.on(this::saveBasics))),
        Route.of("GET", CONFIGURATION, guard.page(Role.ADMIN, found.on(this::configuration))),
        Route.of("POST", CONFIGURATION, guard.form(Role.ADMIN, found.on(this::saveConfiguration))));
  }

  private Answer basics(Visit visit, OAuthClient client) {
    return basics(visit, 200, client, Typed.of(client), Problems.none());
  }

  private Answer saveBasics(Visit visit, OAuthClient client) {
    Typed typed =
        new Typed(
            Map.of(
                "name", visit.form().all("name"),
                "apps", visit.form().all("apps"),
                "app", visit.form().all("app"),
                "app_other", visit.form().all("app_other")));
    OAuthClientDraft draft =
        OAuthClientDraft.of(Map.of("name", typed.text("name"))).withApps(typed.apps());
    return saved(
        visit,
        client,
        draft,
        problems ->
            basics(
                visit,
                422,
                client,
                typed,
                Problems.of(problems, Map.of("name", "Name", "apps", "Apps"))));
  }

  private Answer basics(
      Visit visit, int status, OAuthClient client, Typed typed, Problems problems) {
    return page(
        visit,
        status,
        client,
        problems,
        Optional.of(forms.basics(visit, List.of(), typed, problems, true)),
        Optional.empty());
  }

  /// What a client is of.
  private record Declared(
      Connector connector, ConnectionDefinition definition, ClientFields fields) {}

  private Optional<Declared> declared(Visit visit, OAuthClient client) {
    return client.loan().isPresent()
        ? Optional.empty()
        : parts
            .connectors()
            .find(client.workspace(), client.connector())
            .flatMap(
                connector ->
                    connector
                        .definition(client.definition())
                        .map(
                            it ->
                                new Declared(
                                    connector,
                                    it,
                                    new ClientFields(
                                        connector,
                                        it,
                                        parts
                                            .connectors()
                                            .isOwn(visit.workspace(), connector.name())))));
  }

  private Answer configuration(Visit visit, OAuthClient client) {
    return declared(visit, client)
        .map(it -> configuration(visit, 200, client, it, Typed.of(client), Problems.none()))
        .orElseGet(() -> nothing(visit, client));
  }

  private Answer saveConfiguration(Visit visit, OAuthClient client) {
    Optional<Declared> declared = declared(visit, client);
    if (declared.isEmpty()) {
      return nothing(visit, client);
    }
    Declared it = declared.get();
    Typed typed = Typed.of(visit.form(), it.connector());
    OAuthClientDraft draft =
        it.fields().change(typed, ClientFields.secret(visit.form().exact("client_secret")), client);
    return saved(
        visit,
        client,
        draft,
        problems ->
            configuration(
                visit, 422, client, it, typed, Problems.of(problems, it.fields().titles())));
  }

  private Answer configuration(
      Visit visit, int status, OAuthClient client, Declared it, Typed typed, Problems problems) {
    return page(
        visit,
        status,
        client,
        problems,
        Optional.empty(),
        Optional.of(
            forms.registration(
                it.connector(),
                it.definition(),
                it.fields(),
                typed,
                problems,
                Optional.of(client))));
  }

  private Answer nothing(Visit visit, OAuthClient client) {
    return visit.problem(
        409,
        "There is nothing to configure",
        client
            .loan()
            .map(
                it ->
                    "%s provides this OAuth client: what it is registered with is theirs to say."
                        .formatted(it.providedBy()))
            .orElse(
                "Its connector or connection definition is gone. Bring it back, or delete this"
                    + " client."));
  }

  private Answer saved(
      Visit visit,
      OAuthClient client,
      OAuthClientDraft draft,
      java.util.function.Function<List<FieldProblem>, Answer> refused) {
    return switch (parts
        .rules()
        .update(visit.workspace(), Actor.of(visit.admin()), client.name(), draft)) {
      case UpdateResult.Updated(OAuthClient changed, var _) -> {
        // When tokens are refreshed depends on it; a change must not wait for each one's next time.
        parts.plans().replan(changed.workspace(), changed.id());
        yield pages.redirect(ClientPaths.of(changed.name()), Said.CLIENT_CHANGED);
      }
      case UpdateResult.Refused(List<FieldProblem> problems) -> refused.apply(problems);
      case UpdateResult.Missing _ -> visit.unknown("OAuth client");
      case UpdateResult.ChangedMeanwhile _ ->
          visit.problem(
              409,
              "Somebody else changed it meanwhile",
              "Nothing of yours was saved. Look at what it says now, and change it again.");
    };
  }

  private Answer page(
      Visit visit,
      int status,
      OAuthClient client,
      Problems problems,
      Optional<ClientFormPage.Basics> basics,
      Optional<ClientFormPage.Registration> registration) {
    String one = pages.site().path(ClientPaths.of(client.name()));
    List<ClientFormPage.Tab> tabs = new ArrayList<>();
    tabs.add(new ClientFormPage.Tab("Basic information", one + "/edit", basics.isPresent()));
    if (client.loan().isEmpty()) {
      tabs.add(
          new ClientFormPage.Tab(
              "Configuration", one + "/edit/configuration", registration.isPresent()));
    }
    List<String> shown = registration.map(NewClientForms::shown).orElse(List.of("name", "apps"));
    ClientFormPage page =
        new ClientFormPage(
            visit.frame("Edit " + client.name(), Section.OAUTH_CLIENTS),
            "Edit “" + client.name() + "”",
            parts
                .connectors()
                .find(client.home(), client.connector())
                .map(Connector::title)
                .orElse(client.connector().value()),
            List.of(),
            tabs,
            one + (basics.isPresent() ? "/edit" : "/edit/configuration"),
            "",
            one,
            false,
            problems.others(shown),
            !problems.isEmpty(),
            basics,
            registration,
            List.of(),
            "Save");
    return Pages.html(status, output -> JteclientFormGenerated.render(output, Pages.none(), page));
  }
}

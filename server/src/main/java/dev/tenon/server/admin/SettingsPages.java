package dev.tenon.server.admin;

import dev.tenon.access.Names;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspaces;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The workspace's own settings.
final class SettingsPages {
  private static final String PATH = SettingsTab.GENERAL;
  private static final int ATTEMPTS = 3;

  private final Guard guard;
  private final Pages pages;
  private final Site site;
  private final Workspaces workspaces;
  private final OAuthClientStore clients;

  SettingsPages(Guard guard, Pages pages, ConsoleParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.site = pages.site();
    this.workspaces = parts.workspaces();
    this.clients = parts.oauthClients();
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, guard.page(Role.VIEWER, this::show)),
        Route.of("POST", PATH, guard.form(Role.ADMIN, this::change)));
  }

  private Answer show(Visit visit) {
    Workspace workspace = own(visit);
    return page(
        visit,
        200,
        new Typed(
            workspace.name(),
            Optional.of(workspace.linkVerification()),
            workspace.signIn().map(Workspace.SignIn::oauthClient).orElse(""),
            workspace.signIn().map(Workspace.SignIn::claim).orElse("sub"),
            Map.of()));
  }

  private Answer change(Visit visit) {
    Typed typed = Typed.of(visit.form(), ownClients(visit));
    if (!typed.problems().isEmpty()) {
      return page(visit, 422, typed);
    }
    // What somebody changes at the same moment that this form does not show stays theirs.
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Workspace before = own(visit);
      Workspace after = typed.of(before);
      if (after.equals(before) || workspaces.update(before, after, changed(visit, after))) {
        return pages.redirect(PATH, Said.WORKSPACE_CHANGED);
      }
    }
    return page(
        visit, 409, typed.but("name", "Others change the settings just now; please save again."));
  }

  private static AuditEvent changed(Visit visit, Workspace after) {
    return new AuditEvent(
        visit.workspace(),
        visit.now(),
        Actor.of(visit.admin()),
        "workspace.changed",
        after.id().value(),
        Map.of("link_verification", after.linkVerification().apiName()));
  }

  private Answer page(Visit visit, int status, Typed typed) {
    SettingsPage page =
        new SettingsPage(
            visit.frame("Settings", Section.SETTINGS),
            SettingsTab.all(site, PATH),
            site.path(PATH),
            visit.may(Role.ADMIN),
            visit.workspace().value(),
            typed.name(),
            Arrays.stream(LinkVerification.values())
                .map(it -> choice(it, typed.verification().filter(it::equals).isPresent()))
                .toList(),
            ownClients(visit),
            typed.client(),
            typed.claim(),
            typed.problems());
    return Pages.html(status, output -> JtesettingsGenerated.render(output, Pages.none(), page));
  }

  /// The names of the clients that are the workspace's own: whoever lends one could say who
  /// somebody is.
  private List<String> ownClients(Visit visit) {
    return clients.all(visit.workspace()).stream()
        .filter(it -> it.loan().isEmpty())
        .map((OAuthClient it) -> it.name().value())
        .toList();
  }

  private Workspace own(Visit visit) {
    return workspaces
        .find(visit.workspace())
        .orElseThrow(() -> new IllegalStateException("a member of no workspace; indicates a bug"));
  }

  private static SettingsPage.Choice choice(LinkVerification it, boolean chosen) {
    String label =
        switch (it) {
          case APP -> "The app";
          case HUB -> "The hub";
          case NONE -> "Nobody";
        };
    String about =
        switch (it) {
          case APP ->
              "It confirms the code that came to its return address for the user who is signed in"
                  + " there.";
          case HUB -> "The user signs in at your own OpenID provider first.";
          case NONE -> "Whoever has the link is trusted. For demonstrations.";
        };
    return new SettingsPage.Choice(it.apiName(), label, about, chosen);
  }

  private record Typed(
      String name,
      Optional<LinkVerification> verification,
      String client,
      String claim,
      Map<String, String> problems) {
    static Typed of(Form form, List<String> own) {
      String name = form.text("name");
      Optional<LinkVerification> verification =
          LinkVerification.parse(form.text("link_verification"));
      String client = form.text("sign_in_client");
      String claim = form.some("sign_in_claim").orElse("sub");
      Map<String, String> problems = new LinkedHashMap<>();
      Names.problem(name).ifPresent(it -> problems.put("name", "The name " + it + "."));
      if (verification.isEmpty()) {
        problems.put("link_verification", "Please choose.");
      }
      if (!client.isEmpty() && !own.contains(client)) {
        problems.put("sign_in_client", "This is not an OAuth client of your workspace.");
      } else if (client.isEmpty()
          && verification.filter(LinkVerification.HUB::equals).isPresent()) {
        problems.put("sign_in_client", "Where the hub proves it, users need a place to sign in.");
      }
      if (!claim.matches("[A-Za-z0-9_.:/-]{1,128}")) {
        problems.put("sign_in_claim", "The name of a claim is needed, such as sub.");
      }
      return new Typed(name, verification, client, claim, problems);
    }

    /// `before` with what was typed.
    Workspace of(Workspace before) {
      return new Workspace(
          before.id(),
          name,
          verification.orElseThrow(),
          client.isEmpty() ? Optional.empty() : Optional.of(new Workspace.SignIn(client, claim)),
          before.exactCompatibility(),
          before.createdAt());
    }

    Typed but(String field, String problem) {
      return new Typed(name, verification, client, claim, Map.of(field, problem));
    }
  }
}

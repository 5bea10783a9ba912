package dev.tenon.server.admin;

import dev.tenon.server.admin.OverviewPage.Beginning;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.page.Site;
import java.util.List;

/// The first steps, for a workspace in which nobody has connected yet.
final class Beginnings {
  private final ConsoleParts parts;
  private final Site site;

  Beginnings(ConsoleParts parts, Site site) {
    this.parts = parts;
    this.site = site;
  }

  List<Beginning> of(Visit visit) {
    boolean client = !parts.oauthClients().all(visit.workspace()).isEmpty();
    return List.of(
        new Beginning(
            "Register an OAuth client",
            "What you registered at Trimble, Autodesk or another provider: client id, secret, scopes.",
            site.path(Section.OAUTH_CLIENTS.path()),
            client),
        new Beginning(
            "Make an app and its key",
            "The program that asks the hub for tokens. Its key is shown once.",
            site.path(Section.APPS.path()),
            !parts.apps().all(visit.workspace()).isEmpty()),
        new Beginning(
            "Have a user connect",
            "The app makes a connect link and sends its user there; from then on it has valid tokens.",
            site.path(Section.API.path()),
            false));
  }
}

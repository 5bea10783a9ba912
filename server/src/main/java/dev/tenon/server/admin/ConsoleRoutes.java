package dev.tenon.server.admin;

import dev.tenon.server.admin.apps.AppPages;
import dev.tenon.server.admin.clients.ClientConsole;
import dev.tenon.server.admin.connections.ConnectionPages;
import dev.tenon.server.admin.data.DataRoutes;
import dev.tenon.server.admin.page.Cookies;
import dev.tenon.server.admin.page.Frames;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Everything under `/console`.
public final class ConsoleRoutes {
  private final List<Route> routes = new ArrayList<>();

  /// Pages for browsers that reach the hub at `baseUrl`, which has no final slash.
  ///
  /// @param random unpredictable
  public ConsoleRoutes(ConsoleParts parts, URI baseUrl, Clock clock, RandomGenerator random) {
    ConsoleRooms rooms = parts.rooms();
    Site site = new Site(baseUrl);
    Cookies cookies = new Cookies(site);
    Pages pages = new Pages(site);
    Frames frames = new Frames(pages, parts.workspaces());
    Guard guard = new Guard(parts.signIn(), cookies, pages, frames, clock);
    routes.add(Route.of("GET", Pages.ASSETS + "/{file}", pages.assets()::answer));
    SignInPages signInPages = new SignInPages(guard, cookies, pages, parts, random);
    routes.addAll(new SignInRoutes(guard, cookies, pages, signInPages, parts).routes());
    routes.addAll(new ProviderRoutes(guard, cookies, pages, signInPages, parts, random).routes());
    routes.addAll(new SignInLinkRoutes(guard, cookies, pages, parts, random).routes());
    routes.addAll(new OverviewRoutes(guard, site, parts, clock).routes());
    routes.addAll(new ConnectionPages(guard, pages, rooms.connections()).routes());
    routes.addAll(new AppPages(guard, pages, rooms.apps()).routes());
    routes.addAll(new ClientConsole(guard, pages, rooms.clients()).routes());
    routes.addAll(new WebhookPages(guard, site, parts).routes());
    routes.addAll(new WebhookForms(guard, pages, parts).routes());
    routes.addAll(new AuditPages(guard, site, parts).routes());
    routes.addAll(new SettingsPages(guard, pages, parts).routes());
    routes.addAll(new BrandingPages(guard, pages, parts.brandings()).routes());
    routes.addAll(new RetentionPages(guard, pages, parts.retention(), parts.holdings()).routes());
    routes.addAll(new MemberPages(guard, pages, parts).routes());
    routes.addAll(new KeyPages(guard, pages, parts).routes());
    AccountPages account = new AccountPages(guard, pages, parts);
    routes.addAll(account.routes());
    routes.addAll(new PasskeyForms(guard, pages, account, parts).routes());
    routes.addAll(new SignInSettingsPages(guard, pages, parts).routes());
    routes.addAll(new DataRoutes(guard, pages, rooms.data()).routes());
  }

  /// The routes, in no order.
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}

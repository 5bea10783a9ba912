package dev.tenon.server.admin;

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
    Site site = new Site(baseUrl);
    Cookies cookies = new Cookies(site);
    Pages pages = new Pages(site);
    Frames frames = new Frames(pages, parts.workspaces());
    Guard guard = new Guard(parts.signIn(), cookies, pages, frames, clock);
    routes.add(Route.of("GET", Pages.ASSETS + "/{file}", pages.assets()::answer));
    routes.addAll(new SignInRoutes(guard, cookies, pages, parts, random).routes());
    routes.addAll(new SignInLinkRoutes(guard, cookies, pages, parts, random).routes());
    routes.addAll(new OverviewRoutes(guard, site, parts, clock).routes());
    routes.addAll(new WebhookPages(guard, site, parts).routes());
    routes.addAll(new WebhookForms(guard, pages, parts).routes());
    routes.addAll(new AuditPages(guard, site, parts).routes());
    routes.addAll(new SettingsPages(guard, pages, parts).routes());
    routes.addAll(new BrandingPages(guard, pages, parts.brandings()).routes());
    routes.addAll(new MemberPages(guard, pages, parts).routes());
    routes.addAll(new KeyPages(guard, pages, parts).routes());
    routes.addAll(new AccountPages(guard, pages, parts).routes());
  }

  /// The routes, in no order.
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}

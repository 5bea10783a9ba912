package dev.tenon.server.connect;

import dev.tenon.client.IntegrationName;
import dev.tenon.connect.AppPages;
import dev.tenon.connect.Arrival;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.Offer.Standing;
import dev.tenon.connect.Offers;
import dev.tenon.connect.Refusal;
import dev.tenon.connect.ReturnUrl;
import dev.tenon.connect.SecondSteps;
import dev.tenon.oauth.Scope;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import dev.tenon.workspace.Brandings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Sends browsers on when a journey has ended: back to the app, or to our own page where there is
/// still something to tell or to do. Either way to an address without the provider's code and
/// state.
final class Endings {
  private final Site site;
  private final Cookies cookies;
  private final Offers offers;
  private final SecondSteps secondSteps;
  private final Brandings brandings;
  private final RefusalPages refusalPages;

  Endings(
      Site site,
      Cookies cookies,
      Offers offers,
      SecondSteps secondSteps,
      Brandings brandings,
      RefusalPages refusalPages) {
    this.site = site;
    this.cookies = cookies;
    this.offers = offers;
    this.secondSteps = secondSteps;
    this.brandings = brandings;
    this.refusalPages = refusalPages;
  }

  Answer of(Request request, Arrival arrival) {
    return switch (arrival) {
      case Arrival.Connected it -> connected(it);
      case Arrival.Awaiting it -> awaiting(it);
      case Arrival.Refused it -> of(request, it.refusal());
    };
  }

  Answer of(Request request, Refusal refusal) {
    return refusalPages.of(request, refusal);
  }

  private Answer connected(Arrival.Connected it) {
    ConnectLink link = it.link();
    boolean isOver = !hasMore(link, it.integration(), it.missing());
    if (AppPages.isPage(link) && link.returnUrl().isEmpty() && isOver) {
      return Pages.redirect(site.path(AppPageRoutes.path(link.id())));
    }
    if (link.returnUrl().isEmpty()
        || hasMore(link, it.integration(), it.missing())
        || hasOthers(link)) {
      return done(link, it.integration(), it.missing());
    }
    return Pages.redirect(new ReturnUrl(link.returnUrl().get()).address(link.id()).toString());
  }

  private Answer awaiting(Arrival.Awaiting it) {
    ConnectLink link = it.link();
    if (link.returnUrl().isEmpty() || hasMore(link, it.integration(), it.missing())) {
      return cookies.setCode(done(link, it.integration(), it.missing()), link.id(), it.code());
    }
    return Pages.redirect(
        it.code().address(new ReturnUrl(link.returnUrl().get()), link.id()).toString());
  }

  private boolean hasMore(ConnectLink link, IntegrationName integration, Scope missing) {
    return !missing.isEmpty()
        || secondSteps.of(link, integration).isPresent()
        || brandings.find(link.workspace()).showsAccount();
  }

  private boolean hasOthers(ConnectLink link) {
    return offers.of(link).stream()
        .anyMatch(
            offer ->
                offer.standing() == Standing.NOT_YET
                    || offer.standing() == Standing.NEEDS_RECONNECT);
  }

  private Answer done(ConnectLink link, IntegrationName integration, Scope missing) {
    String query =
        "?integration="
            + encode(integration.value())
            + (missing.isEmpty() ? "" : "&missing=" + encode(missing.toString()));
    return Pages.redirect(site.path(LinkPaths.done(link.id())) + query);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

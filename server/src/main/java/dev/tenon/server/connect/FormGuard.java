package dev.tenon.server.connect;

import dev.tenon.connect.BrowserKey;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets through only forms that were sent from our page, in the browser that our page was made for.
final class FormGuard {
  private final Site site;
  private final Cookies cookies;

  FormGuard(Site site, Cookies cookies) {
    this.site = site;
    this.cookies = cookies;
  }

  /// The browser that sent our form; empty when anything says that the form is not ours.
  Optional<BrowserKey> sender(Request request, ConnectLinkId link) {
    if (!isFromHere(request)) {
      return Optional.empty();
    }
    Map<String, List<String>> form = request.form();
    List<String> tokens = form.getOrDefault(FormNames.TOKEN, List.of());
    return cookies
        .browser(request)
        .filter(browser -> tokens.size() == 1 && browser.isFormToken(link, tokens.getFirst()));
  }

  /// Browsers say where a form comes from. `null` is what they write in `Origin` for a page that
  /// sends no referrer, as ours does.
  private boolean isFromHere(Request request) {
    boolean sameSite = request.header("Sec-Fetch-Site").map("same-origin"::equals).orElse(true);
    boolean sameOrigin =
        request
            .header("Origin")
            .map(origin -> origin.equals("null") || origin.equals(site.origin()))
            .orElse(true);
    return sameSite && sameOrigin;
  }
}

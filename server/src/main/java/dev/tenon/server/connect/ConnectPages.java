package dev.tenon.server.connect;

import dev.tenon.access.AppName;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.BrowserKey;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.Offer;
import dev.tenon.connect.Offer.Standing;
import dev.tenon.connect.Offers;
import dev.tenon.connect.Permission;
import dev.tenon.server.connect.ConnectPage.Badge;
import dev.tenon.server.connect.ConnectPage.Card;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.page.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page of a connect link.
final class ConnectPages {
  private final Site site;
  private final Pages pages;
  private final Offers offers;

  ConnectPages(Site site, Pages pages, Offers offers) {
    this.site = site;
    this.pages = pages;
    this.offers = offers;
  }

  /// The page with empty forms.
  ///
  /// @param unlocked the integration whose form was unlocked by signing in
  /// @param shown the only integration that is shown, where it is one of the link's
  Answer fresh(
      ConnectLink link,
      BrowserKey browser,
      Optional<IntegrationName> unlocked,
      Optional<IntegrationName> shown) {
    List<Offer> all = offers.of(link);
    List<Offer> one =
        all.stream().filter(it -> shown.map(it.integration()::equals).orElse(true)).toList();
    return page(
        200,
        link,
        browser,
        new Filled(unlocked, _ -> Optional.empty(), Map.of()),
        one.isEmpty() ? all : one);
  }

  /// The page with one form as it was filled in, and what is wrong with it.
  Answer wrong(ConnectLink link, BrowserKey browser, Filled filled) {
    return page(422, link, browser, filled, offers.of(link));
  }

  private Answer page(
      int status, ConnectLink link, BrowserKey browser, Filled filled, List<Offer> all) {
    List<Card> cards = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      cards.add(card("c" + (i + 1), all.get(i), all, filled));
    }
    String heading =
        all.size() == 1 ? "Connect " + all.getFirst().title() : "Connect your accounts";
    ConnectPage page =
        new ConnectPage(
            pages.frame(filled.problems().isEmpty() ? heading : "Please check: " + heading),
            heading,
            lead(link, all),
            link.user().value(),
            site.path(LinkPaths.page(link.id())),
            browser.formToken(link.id()),
            cards,
            filled.problems().size(),
            RefusalPages.backToApp(link));
    return pages.connect(status, page, formTargets(link, all));
  }

  private static String lead(ConnectLink link, List<Offer> all) {
    String app = asker(link);
    return all.size() == 1
        ? "%s would like to work with your %s account. You decide, and only you."
            .formatted(app, all.getFirst().title())
        : app + " would like to work with these accounts of yours. You decide, one by one.";
  }

  /// As the link says; without a word there the app's own name.
  private static String asker(ConnectLink link) {
    return link.label()
        .flatMap(it -> Optional.ofNullable(it.details().get("companyName")))
        .filter(it -> !it.isBlank())
        .or(() -> link.app().map(AppName::value))
        .orElse("Your organisation");
  }

  private static Card card(String id, Offer offer, List<Offer> all, Filled filled) {
    boolean alone = all.stream().filter(it -> it.title().equals(offer.title())).count() == 1;
    boolean isFilled = filled.integration().filter(offer.integration()::equals).isPresent();
    String name = alone ? offer.title() : offer.title() + " (" + offer.integration() + ")";
    boolean locked = offer.signInFirst() && !isFilled;
    List<Input> inputs =
        locked ? List.of() : inputs(id, offer, isFilled ? filled : Filled.nothing());
    return new Card(
        offer.integration().value(),
        id,
        offer.title().substring(0, offer.title().offsetByCodePoints(0, 1)),
        offer.title(),
        alone ? Optional.empty() : Optional.of(offer.integration().value()),
        badge(offer.standing()),
        offer.account().flatMap(AccountText::of),
        offer.permissions().stream().map(ConnectPages::words).toList(),
        inputs,
        locked,
        offer.standing() != Standing.UNAVAILABLE,
        "Connect " + name + (offer.standing() == Standing.CONNECTED ? " again" : ""));
  }

  private static List<Input> inputs(String id, Offer offer, Filled filled) {
    return offer.fields().stream()
        .filter(field -> !field.hints().hidden())
        .map(
            field ->
                Input.of(
                    id + "-" + field.name(),
                    field,
                    filled.typed().apply(field.name()),
                    Optional.ofNullable(filled.problems().get(field.name()))))
        .toList();
  }

  private static Badge badge(Standing standing) {
    return switch (standing) {
      case NOT_YET -> new Badge("plain", "Not connected yet");
      case CONNECTED -> new Badge("good", "Connected");
      case NEEDS_RECONNECT -> new Badge("bad", "Must be connected again");
      case PENDING -> new Badge("wait", "Waiting for confirmation");
      case UNAVAILABLE -> new Badge("bad", "Not available");
    };
  }

  static String words(Permission permission) {
    return permission.allows().orElseGet(() -> "The permission “" + permission.token() + "”");
  }

  /// Where forms may lead besides `https`: providers and an app on plain `http`; anywhere, where
  /// the hub itself is on a developer's machine.
  private Set<String> formTargets(ConnectLink link, List<Offer> all) {
    if (!site.isHttps()) {
      return Set.of("http:");
    }
    return Stream.concat(all.stream().map(Offer::goesTo), Stream.of(link.returnUrl()))
        .flatMap(Optional::stream)
        .filter(uri -> "http".equals(uri.getScheme()) && uri.getHost() != null)
        .map(Site::origin)
        .collect(Collectors.toSet());
  }

  /// A form as it was sent.
  ///
  /// @param typed what was typed into a field
  /// @param problems what is wrong, by field
  record Filled(
      Optional<IntegrationName> integration,
      Function<String, Optional<String>> typed,
      Map<String, String> problems) {
    static Filled nothing() {
      return new Filled(Optional.empty(), _ -> Optional.empty(), Map.of());
    }
  }
}

package dev.tenon.server.connect;

import dev.tenon.client.IntegrationName;
import dev.tenon.connect.BrowserKey;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.Offer;
import dev.tenon.connect.Offers;
import dev.tenon.connect.SecondSteps;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
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
  private final Voices voices;
  private final Offers offers;
  private final SecondSteps secondSteps;

  ConnectPages(Site site, Pages pages, Voices voices, Offers offers, SecondSteps secondSteps) {
    this.site = site;
    this.pages = pages;
    this.voices = voices;
    this.offers = offers;
    this.secondSteps = secondSteps;
  }

  /// The page with empty forms.
  ///
  /// @param unlocked the integration whose form was unlocked by signing in
  /// @param shown the only integration that is shown, where it is one of the link's
  Answer fresh(
      Request request,
      ConnectLink link,
      BrowserKey browser,
      Optional<IntegrationName> unlocked,
      Optional<IntegrationName> shown) {
    List<Offer> all = offers.of(link);
    List<Offer> one =
        all.stream().filter(it -> shown.map(it.integration()::equals).orElse(true)).toList();
    return page(
        voices.of(request, link),
        200,
        link,
        browser,
        new Filled(unlocked, _ -> Optional.empty(), Map.of()),
        one.isEmpty() ? all : one);
  }

  /// The page with one form as it was filled in, and what is wrong with it.
  Answer wrong(Request request, ConnectLink link, BrowserKey browser, Filled filled) {
    return page(voices.of(request, link), 422, link, browser, filled, offers.of(link));
  }

  private Answer page(
      Voice voice,
      int status,
      ConnectLink link,
      BrowserKey browser,
      Filled filled,
      List<Offer> all) {
    Words words = voice.words();
    ConnectCards cards = new ConnectCards(words, all, filled, it -> isInTwoSteps(link, it));
    String heading =
        all.size() == 1
            ? words.say("heading.one", Map.of("provider", all.getFirst().title()))
            : words.say("heading.many");
    String title =
        filled.problems().isEmpty()
            ? heading
            : words.say("heading.check", Map.of("heading", heading));
    ConnectPage page =
        new ConnectPage(
            pages.frame(voice, title),
            heading,
            lead(voice, link, all),
            voice
                .branding()
                .text(words.language())
                .map(it -> Phrase.in(it.language(), it.words(), words.language())),
            words.around("user", "user"),
            link.user().value(),
            site.path(LinkPaths.page(link.id())),
            browser.formToken(link.id()),
            cards.all(),
            problems(words, filled.problems().size()),
            ConnectPage.Labels.of(words),
            RefusalPages.backToApp(words, link));
    return pages.connect(voice, status, page, formTargets(link, all));
  }

  private boolean isInTwoSteps(ConnectLink link, Offer offer) {
    return secondSteps.of(link, offer.integration()).isPresent();
  }

  private static String lead(Voice voice, ConnectLink link, List<Offer> all) {
    String app = Asker.of(voice, link);
    return all.size() == 1
        ? voice.words().say("lead.one", Map.of("app", app, "provider", all.getFirst().title()))
        : voice.words().say("lead.many", Map.of("app", app));
  }

  private static Optional<String> problems(Words words, int count) {
    return switch (count) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(words.say("problems.one"));
      default -> Optional.of(words.say("problems.many", Map.of("count", words.number(count))));
    };
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

package dev.tenon.server.connect;

import dev.tenon.access.AppName;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.Offer;
import dev.tenon.connect.Offers;
import dev.tenon.connect.Refusal;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages that say why nothing was connected.
final class RefusalPages {
  private final Site site;
  private final Pages pages;
  private final Voices voices;
  private final Offers offers;
  private final Clock clock;

  RefusalPages(Site site, Pages pages, Voices voices, Offers offers, Clock clock) {
    this.site = site;
    this.pages = pages;
    this.voices = voices;
    this.offers = offers;
    this.clock = clock;
  }

  Answer of(Request request, Refusal refusal) {
    Voice voice = voices.of(request, refusal.link());
    Words words = voice.words();
    RefusalWords said = RefusalWords.of(words, refusal.reason(), names(words, refusal));
    MessagePage page =
        new MessagePage(
            pages.frame(voice, said.heading()),
            said.heading(),
            said.text(),
            Optional.of(new Advice(turn(words, refusal.reason()), said.advice())),
            steps(words, refusal),
            smallPrint(words, refusal));
    Answer answer = pages.message(voice, said.status(), page);
    return refusal
        .retryAt()
        .map(at -> answer.with("Retry-After", Long.toString(seconds(at))))
        .orElse(answer);
  }

  /// The page of a link that cannot be used any more.
  Answer over(Request request, ConnectLink link) {
    return of(
        request,
        new Refusal(Reason.LINK_OVER, Optional.of(link), Optional.empty(), Optional.empty()));
  }

  /// The page of an address that opens nothing.
  Answer unknownLink(Request request) {
    return message(request, 404, "unknown_link");
  }

  /// The page for a browser that has not opened the link itself, or keeps no cookies.
  Answer openAgain(Request request) {
    return message(request, 403, "open_again");
  }

  /// The page for a form that did not come from our page in this browser.
  Answer foreignForm(Request request) {
    return message(request, 403, "foreign_form");
  }

  private Answer message(Request request, int status, String key) {
    Voice voice = voices.of(request, Optional.empty());
    RefusalWords said = RefusalWords.of(voice.words(), status, key, Map.of());
    return pages.message(
        voice,
        status,
        new MessagePage(
            pages.frame(voice, said.heading()),
            said.heading(),
            said.text(),
            Optional.of(new Advice(voice.words().say("turn.user"), said.advice())),
            List.of(),
            Optional.empty()));
  }

  private Map<String, String> names(Words words, Refusal refusal) {
    Optional<Offer> offer =
        refusal
            .link()
            .flatMap(
                link ->
                    offers.of(link).stream()
                        .filter(
                            it ->
                                refusal.integration().filter(it.integration()::equals).isPresent())
                        .findFirst());
    return Map.of(
        "provider",
        offer
            .map(Offer::title)
            .or(() -> refusal.integration().map(IntegrationName::value))
            .orElseGet(() -> words.say("provider")),
        "app",
        refusal.link().map(it -> Asker.sender(words, it)).orElseGet(() -> words.say("sender")),
        "user",
        refusal.link().map(link -> link.user().value()).orElse(""),
        "account",
        offer
            .flatMap(Offer::account)
            .flatMap(AccountText::of)
            .orElseGet(() -> words.say("account.another")),
        "when",
        wait(words, refusal));
  }

  private List<Step> steps(Words words, Refusal refusal) {
    List<Step> steps = new ArrayList<>();
    if (refusal.link().isPresent() && RefusalWords.mayTryAgain(refusal.reason())) {
      steps.add(new Step(words.say("again"), site.path(LinkPaths.page(refusal.link().get().id()))));
    }
    refusal.link().flatMap(link -> backToApp(words, link)).ifPresent(steps::add);
    return steps;
  }

  /// The way back to the app, where it has one.
  static Optional<Step> backToApp(Words words, ConnectLink link) {
    return link.returnUrl()
        .map(
            url ->
                new Step(
                    words.say(
                        "back",
                        Map.of("app", link.app().map(AppName::value).orElse(url.getHost()))),
                    url.toString()));
  }

  private static Optional<String> smallPrint(Words words, Refusal refusal) {
    return refusal
        .integration()
        .map(
            name ->
                words.say(
                    "small_print",
                    Map.of("integration", name.value(), "reason", refusal.reason().auditName())));
  }

  private static String turn(Words words, Reason reason) {
    return words.say(
        switch (reason.turn()) {
          case NOBODY -> "turn.nobody";
          case USER -> "turn.user";
          case ADMIN, OPERATOR -> "turn.admin";
          case DEVELOPER -> "turn.developer";
        });
  }

  private String wait(Words words, Refusal refusal) {
    return refusal
        .retryAt()
        .map(at -> minutes(words, seconds(at)))
        .orElseGet(() -> words.say("when.unknown"));
  }

  private long seconds(Instant at) {
    return Math.max(1, Duration.between(clock.instant(), at).toSeconds());
  }

  private static String minutes(Words words, long seconds) {
    long minutes = Math.max(1, (seconds + 59) / 60);
    return minutes == 1
        ? words.say("when.minute")
        : words.say("when.minutes", Map.of("minutes", words.number(minutes)));
  }
}

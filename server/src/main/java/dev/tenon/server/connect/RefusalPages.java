package dev.tenon.server.connect;

import dev.tenon.access.AppName;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.Offer;
import dev.tenon.connect.Offers;
import dev.tenon.connect.Refusal;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.page.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pages that say why nothing was connected.
final class RefusalPages {
  private final Site site;
  private final Pages pages;
  private final Offers offers;
  private final Clock clock;

  RefusalPages(Site site, Pages pages, Offers offers, Clock clock) {
    this.site = site;
    this.pages = pages;
    this.offers = offers;
    this.clock = clock;
  }

  Answer of(Refusal refusal) {
    RefusalWords words = RefusalWords.of(refusal.reason(), names(refusal), wait(refusal));
    MessagePage page =
        new MessagePage(
            pages.frame(words.heading()),
            words.heading(),
            words.text(),
            Optional.of(new Advice(turn(refusal.reason()), words.advice())),
            steps(refusal),
            smallPrint(refusal));
    Answer answer = pages.message(words.status(), page);
    return refusal
        .retryAt()
        .map(at -> answer.with("Retry-After", Long.toString(seconds(at))))
        .orElse(answer);
  }

  /// The page of a link that cannot be used any more.
  Answer over(ConnectLink link) {
    return of(new Refusal(Reason.LINK_OVER, Optional.of(link), Optional.empty(), Optional.empty()));
  }

  /// The page of an address that opens nothing.
  Answer unknownLink() {
    return message(
        404,
        "This link does not lead anywhere",
        "It may be incomplete: links get cut when they are copied from a message.",
        new Advice("Your turn", "Open the whole link, or ask for a new one."));
  }

  /// The page for a browser that has not opened the link itself, or keeps no cookies.
  Answer openAgain() {
    return message(
        403,
        "Please open the link again",
        "This browser has not opened it, has forgotten it meanwhile, or does not keep cookies for"
            + " this site.",
        new Advice("Your turn", "Open the link that you were sent once more, in this browser."));
  }

  /// The page for a form that did not come from our page in this browser.
  Answer foreignForm() {
    return message(
        403,
        "That did not come from this page",
        "The button was not pressed on our page in this browser, so nothing was done.",
        new Advice("Your turn", "Open the link that you were sent once more, and press Connect."));
  }

  private Answer message(int status, String heading, String text, Advice advice) {
    return pages.message(
        status,
        new MessagePage(
            pages.frame(heading), heading, text, Optional.of(advice), List.of(), Optional.empty()));
  }

  private RefusalWords.Names names(Refusal refusal) {
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
    return new RefusalWords.Names(
        offer
            .map(Offer::title)
            .or(() -> refusal.integration().map(IntegrationName::value))
            .orElse("the provider"),
        refusal
            .link()
            .flatMap(ConnectLink::app)
            .map(AppName::value)
            .orElse("whoever sent you the link"),
        refusal.link().map(link -> link.user().value()).orElse(""),
        offer.flatMap(Offer::account).flatMap(AccountText::of).orElse("another account"));
  }

  private List<Step> steps(Refusal refusal) {
    List<Step> steps = new ArrayList<>();
    if (refusal.link().isPresent() && RefusalWords.mayTryAgain(refusal.reason())) {
      steps.add(new Step("Try again", site.path(LinkPaths.page(refusal.link().get().id()))));
    }
    refusal.link().flatMap(link -> backToApp(link)).ifPresent(steps::add);
    return steps;
  }

  /// The way back to the app, where it has one.
  static Optional<Step> backToApp(ConnectLink link) {
    return link.returnUrl()
        .map(
            url ->
                new Step(
                    "Back to " + link.app().map(AppName::value).orElse(url.getHost()),
                    url.toString()));
  }

  private static Optional<String> smallPrint(Refusal refusal) {
    return refusal
        .integration()
        .map(
            name ->
                "For your administrator: integration “%s”, %s"
                    .formatted(name, refusal.reason().auditName()));
  }

  private static String turn(Reason reason) {
    return switch (reason.turn()) {
      case NOBODY -> "Nobody’s turn";
      case USER -> "Your turn";
      case ADMIN, OPERATOR -> "Your administrator’s turn";
      case DEVELOPER -> "The app’s turn";
    };
  }

  private String wait(Refusal refusal) {
    return refusal.retryAt().map(at -> "in " + minutes(seconds(at))).orElse("in a few minutes");
  }

  private long seconds(Instant at) {
    return Math.max(1, Duration.between(clock.instant(), at).toSeconds());
  }

  private static String minutes(long seconds) {
    long minutes = Math.max(1, (seconds + 59) / 60);
    return minutes == 1 ? "a minute" : minutes + " minutes";
  }
}

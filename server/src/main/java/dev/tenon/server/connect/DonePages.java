package dev.tenon.server.connect;

import dev.tenon.connect.ConnectCode;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.Offer;
import dev.tenon.connect.Offer.Standing;
import dev.tenon.connect.ReturnUrl;
import dev.tenon.connect.SecondStep;
import dev.tenon.oauth.Account;
import dev.tenon.server.connect.DonePage.Second;
import dev.tenon.server.connect.DonePage.Whose;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The page that a user sees after connecting, where they do not go straight back to the app. It
/// tells what is so now, whenever it is looked at.
final class DonePages {
  private final Site site;
  private final Pages pages;
  private final Voices voices;
  private final Cookies cookies;
  private final Journeys journeys;

  DonePages(Site site, Pages pages, Voices voices, Cookies cookies, Journeys journeys) {
    this.site = site;
    this.pages = pages;
    this.voices = voices;
    this.cookies = cookies;
    this.journeys = journeys;
  }

  /// What a browser comes with.
  ///
  /// @param integration what was connected last; anything else is taken for the first that is
  ///   connected
  /// @param missing scope tokens that were not granted; others than the offer's are not shown
  /// @param code that waits for its confirmation, where this browser has one
  /// @param cameBack whether it comes from a second step at a provider
  record Visit(
      Optional<String> integration,
      Set<String> missing,
      Optional<ConnectCode> code,
      boolean cameBack) {}

  /// The page, or the way to the link's own page where nothing is connected.
  Answer of(Request request, ConnectLink link, Visit visit) {
    List<Offer> all = journeys.offers().of(link);
    Optional<Offer> shown =
        all.stream()
            .filter(DonePages::isThere)
            .filter(it -> visit.integration().map(it.integration().value()::equals).orElse(true))
            .filter(it -> !visit.cameBack() || second(link, it).isPresent())
            .findFirst();
    return shown
        .map(offer -> page(voices.of(request, link), link, offer, all, visit))
        .orElseGet(() -> Pages.redirect(site.path(LinkPaths.page(link.id()))));
  }

  private Optional<SecondStep> second(ConnectLink link, Offer offer) {
    return journeys.secondSteps().of(link, offer.integration());
  }

  private Answer page(Voice voice, ConnectLink link, Offer offer, List<Offer> all, Visit visit) {
    Words words = voice.words();
    Optional<ConnectCode> code = visit.code();
    boolean waits = code.isPresent() || offer.standing() == Standing.PENDING;
    Map<String, String> names = Map.of("provider", offer.title(), "app", Asker.of(voice, link));
    String heading = words.say(waits ? "waiting.heading" : "done.heading", names);
    Optional<SecondStep> second = second(link, offer);
    Answer answer =
        pages.done(
            voice,
            new DonePage(
                pages.frame(voice, heading),
                !waits,
                heading,
                words.say(waits ? "waiting.text" : "done.text", names),
                kept(words, link, offer, waits),
                account(words, link, offer, code, waits),
                offer.permissions().stream()
                    .filter(permission -> visit.missing().contains(permission.token()))
                    .map(it -> ConnectCards.phrase(words, offer.translations(), it))
                    .toList(),
                second.map(_ -> Progress.ofTwo(words, offer.title(), visit.cameBack() ? 2 : 1)),
                second.map(it -> second(words, it, visit.cameBack())),
                link.returnUrl().isPresent() ? Optional.empty() : code.map(ConnectCode::shown),
                waits ? Optional.of(advice(words, link)) : Optional.empty(),
                steps(words, link, all, code),
                DonePage.Labels.of(words)));
    return second.isPresent() ? cookies.setSecondStep(answer, link.id()) : answer;
  }

  /// A connection that is older than the link was there before, and was renewed.
  private static Optional<String> kept(Words words, ConnectLink link, Offer offer, boolean waits) {
    return offer
        .connectedAt()
        .filter(it -> !waits && it.isBefore(link.createdAt()))
        .map(_ -> words.say("done.kept"));
  }

  private Optional<Whose> account(
      Words words, ConnectLink link, Offer offer, Optional<ConnectCode> code, boolean waits) {
    Optional<Account> account =
        waits ? code.flatMap(it -> journeys.links().held(link, it)) : offer.account();
    String otherwise =
        link.uses() < link.maxUses()
            ? words.say("wrong.again")
            : words.say("wrong.ask", Map.of("app", Asker.sender(words, link)));
    return account
        .flatMap(AccountText::of)
        .map(
            it ->
                new Whose(
                    words.around(waits ? "waiting.account" : "done.account", "account"),
                    it,
                    otherwise));
  }

  /// What was chosen there is the provider's to tell.
  private static Second second(Words words, SecondStep step, boolean cameBack) {
    Map<String, String> names = Map.of("provider", step.title());
    String key = cameBack ? "chosen" : "second";
    return new Second(
        words.say(key + ".heading", names),
        cameBack
            ? Phrase.of(words.say("chosen.text"))
            : Phrase.said(step.translations(), step.explanation(), words.language()),
        new Step(words.say(key + ".button", names), step.url().toString()),
        cameBack ? "button quiet" : "button");
  }

  private static Advice advice(Words words, ConnectLink link) {
    Map<String, String> names = Map.of("app", Asker.sender(words, link));
    return link.returnUrl().isPresent()
        ? new Advice(words.say("turn.user"), words.say("waiting.back", names))
        : new Advice(words.say("turn.app", names), words.say("waiting.code"));
  }

  private List<Step> steps(
      Words words, ConnectLink link, List<Offer> all, Optional<ConnectCode> code) {
    List<Step> steps = new ArrayList<>();
    link.returnUrl()
        .map(ReturnUrl::new)
        .map(
            url ->
                code.map(it -> it.address(url, link.id())).orElseGet(() -> url.address(link.id())))
        .ifPresent(
            url ->
                steps.add(
                    new Step(
                        RefusalPages.backToApp(words, link).map(Step::label).orElse(""),
                        url.toString())));
    boolean more = link.uses() < link.maxUses();
    String page = site.path(LinkPaths.page(link.id()));
    if (more && all.stream().anyMatch(it -> !isThere(it))) {
      steps.add(code.isPresent() ? steps.size() : 0, new Step(words.say("others"), page));
    } else if (more && code.isPresent()) {
      steps.add(new Step(words.say("another"), page));
    }
    return steps;
  }

  private static boolean isThere(Offer offer) {
    return offer.standing() == Standing.CONNECTED || offer.standing() == Standing.PENDING;
  }
}

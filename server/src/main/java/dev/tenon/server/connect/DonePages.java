package dev.tenon.server.connect;

import dev.tenon.access.AppName;
import dev.tenon.connect.ConnectCode;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.Offer;
import dev.tenon.connect.Offer.Standing;
import dev.tenon.connect.Offers;
import dev.tenon.connect.ReturnUrl;
import dev.tenon.connect.SecondStep;
import dev.tenon.connect.SecondSteps;
import dev.tenon.server.connect.DonePage.Second;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.page.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The page that a user sees after connecting, where they do not go straight back to the app. It
/// tells what is so now, whenever it is looked at.
final class DonePages {
  private final Site site;
  private final Pages pages;
  private final Cookies cookies;
  private final Offers offers;
  private final SecondSteps secondSteps;

  DonePages(Site site, Pages pages, Cookies cookies, Offers offers, SecondSteps secondSteps) {
    this.site = site;
    this.pages = pages;
    this.cookies = cookies;
    this.offers = offers;
    this.secondSteps = secondSteps;
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
  Answer of(ConnectLink link, Visit visit) {
    List<Offer> all = offers.of(link);
    Optional<Offer> shown =
        all.stream()
            .filter(DonePages::isThere)
            .filter(it -> visit.integration().map(it.integration().value()::equals).orElse(true))
            .filter(it -> !visit.cameBack() || secondSteps.of(link, it.integration()).isPresent())
            .findFirst();
    return shown
        .map(offer -> page(link, offer, all, visit))
        .orElseGet(() -> Pages.redirect(site.path(LinkPaths.page(link.id()))));
  }

  private Answer page(ConnectLink link, Offer offer, List<Offer> all, Visit visit) {
    Optional<ConnectCode> code = visit.code();
    boolean waits = code.isPresent() || offer.standing() == Standing.PENDING;
    String heading = waits ? "Almost done" : offer.title() + " is connected";
    Optional<SecondStep> second = secondSteps.of(link, offer.integration());
    Answer answer =
        pages.done(
            new DonePage(
                pages.frame(heading),
                !waits,
                heading,
                waits ? waitingText(link, offer) : connectedText(link, offer),
                waits ? Optional.empty() : offer.account().flatMap(AccountText::of),
                offer.permissions().stream()
                    .filter(permission -> visit.missing().contains(permission.token()))
                    .map(ConnectPages::words)
                    .toList(),
                second.map(visit.cameBack() ? DonePages::chosen : DonePages::second),
                link.returnUrl().isPresent() ? Optional.empty() : code.map(ConnectCode::shown),
                waits ? Optional.of(advice(link)) : Optional.empty(),
                steps(link, all, code)));
    return second.isPresent() ? cookies.setSecondStep(answer, link.id()) : answer;
  }

  private static Second second(SecondStep step) {
    return new Second(
        "One more step: choose what to share at " + step.title(),
        step.explanation(),
        new Step("Choose at " + step.title(), step.url().toString()),
        "button");
  }

  /// What was chosen there is the provider's to tell.
  private static Second chosen(SecondStep step) {
    return new Second(
        "Back from " + step.title(),
        "What you ticked there is shared, and nothing else. You can change it whenever you like.",
        new Step("Choose again at " + step.title(), step.url().toString()),
        "button quiet");
  }

  private static String connectedText(ConnectLink link, Offer offer) {
    return link.app().map(AppName::value).orElse("Your organisation")
        + " can now work with your "
        + offer.title()
        + " account.";
  }

  private static String waitingText(ConnectLink link, Offer offer) {
    return "%s has said yes. %s can work with your account as soon as it has confirmed that it was you."
        .formatted(offer.title(), app(link));
  }

  private static Advice advice(ConnectLink link) {
    if (link.returnUrl().isPresent()) {
      return new Advice("Your turn", "Go back to %s within ten minutes.".formatted(app(link)));
    }
    return new Advice(
        "The turn of " + app(link),
        "Type this code there within ten minutes, and nowhere else. Nobody who asks you for it by"
            + " phone or message has a right to it.");
  }

  private List<Step> steps(ConnectLink link, List<Offer> all, Optional<ConnectCode> code) {
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
                        "Back to " + link.app().map(AppName::value).orElse(url.getHost()),
                        url.toString())));
    boolean others = link.uses() < link.maxUses() && all.stream().anyMatch(it -> !isThere(it));
    if (others) {
      Step next = new Step("Connect the others", site.path(LinkPaths.page(link.id())));
      steps.add(code.isPresent() ? steps.size() : 0, next);
    }
    return steps;
  }

  private static String app(ConnectLink link) {
    return link.app().map(AppName::value).orElse("whoever sent you the link");
  }

  private static boolean isThere(Offer offer) {
    return offer.standing() == Standing.CONNECTED || offer.standing() == Standing.PENDING;
  }
}

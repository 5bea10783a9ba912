package dev.tenon.server.connect;

import dev.tenon.connect.Offer;
import dev.tenon.connect.Offer.Standing;
import dev.tenon.connect.Permission;
import dev.tenon.connector.Field;
import dev.tenon.connector.Translations;
import dev.tenon.server.connect.ConnectPage.Badge;
import dev.tenon.server.connect.ConnectPage.Card;
import dev.tenon.server.connect.ConnectPages.Filled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The integrations of a connect link, each as a card of its page.
///
/// @param inTwoSteps whether a provider asks on a page of its own what to share
record ConnectCards(Words words, List<Offer> offers, Filled filled, Predicate<Offer> inTwoSteps) {
  List<Card> all() {
    List<Card> cards = new ArrayList<>();
    for (int i = 0; i < offers.size(); i++) {
      cards.add(card("c" + (i + 1), offers.get(i)));
    }
    return cards;
  }

  private Card card(String id, Offer offer) {
    boolean alone = offers.stream().filter(it -> it.title().equals(offer.title())).count() == 1;
    boolean isFilled = filled.integration().filter(offer.integration()::equals).isPresent();
    String name = alone ? offer.title() : offer.title() + " (" + offer.integration() + ")";
    boolean locked = offer.signInFirst() && !isFilled;
    boolean available = offer.standing() != Standing.UNAVAILABLE;
    return new Card(
        offer.integration().value(),
        id,
        offer.title().substring(0, offer.title().offsetByCodePoints(0, 1)),
        offer.title(),
        alone ? Optional.empty() : Optional.of(offer.integration().value()),
        badge(offer),
        offer
            .connectedAt()
            .filter(_ -> offer.standing() == Standing.CONNECTED)
            .map(it -> words.say("since", Map.of("date", words.day(it)))),
        note(offer.standing()),
        offer.permissions().stream().map(it -> phrase(words, offer.translations(), it)).toList(),
        available && inTwoSteps.test(offer)
            ? Optional.of(Progress.ofTwo(words, offer.title(), 0))
            : Optional.empty(),
        locked ? List.of() : inputs(id, offer, isFilled),
        locked ? Optional.of(words.say("locked")) : Optional.empty(),
        available,
        words.say(
            offer.standing() == Standing.CONNECTED ? "button.again" : "button.connect",
            Map.of("provider", name)));
  }

  private Optional<String> note(Standing standing) {
    return switch (standing) {
      case CONNECTED -> Optional.of(words.say("note.again"));
      case NEEDS_RECONNECT -> Optional.of(words.say("note.reconnect"));
      case NOT_YET, PENDING, UNAVAILABLE -> Optional.empty();
    };
  }

  private List<Input> inputs(String id, Offer offer, boolean isFilled) {
    Filled shown = isFilled ? filled : Filled.nothing();
    return offer.fields().stream()
        .filter(field -> !field.hints().hidden())
        .map(
            field ->
                Input.of(
                    words,
                    offer.translations(),
                    id + "-" + field.name(),
                    field,
                    shown.typed().apply(field.name()),
                    problem(shown, field)))
        .toList();
  }

  private Optional<String> problem(Filled shown, Field field) {
    return Optional.ofNullable(shown.problems().get(field.name()))
        .map(it -> FieldWords.of(words, field, it));
  }

  private Badge badge(Offer offer) {
    Optional<String> account = offer.account().flatMap(AccountText::of);
    return switch (offer.standing()) {
      case NOT_YET -> new Badge("plain", words.say("badge.not_yet"));
      case CONNECTED -> new Badge("good", with("badge.connected", account));
      case NEEDS_RECONNECT -> new Badge("bad", with("badge.reconnect", account));
      case PENDING -> new Badge("wait", words.say("badge.pending"));
      case UNAVAILABLE -> new Badge("bad", words.say("badge.unavailable"));
    };
  }

  private String with(String key, Optional<String> account) {
    return account
        .map(it -> words.say(key + ".as", Map.of("account", it)))
        .orElseGet(() -> words.say(key));
  }

  /// What a permission allows. The common ones of OpenID Connect we say ourselves: connectors
  /// describe them for admins. Others the connector says, in the reader's language where it can.
  static Phrase phrase(Words words, Translations translations, Permission permission) {
    String key = "permission." + permission.token();
    Optional<String> ours =
        permission.token().equals("other")
            ? Optional.empty()
            : Optional.ofNullable(words.texts().get(key));
    if (ours.isPresent()) {
      return Phrase.of(ours.get());
    }
    return permission
        .allows()
        .map(it -> Phrase.said(translations, it, words.language()))
        .orElseGet(
            () -> Phrase.of(words.say("permission.other", Map.of("token", permission.token()))));
  }
}

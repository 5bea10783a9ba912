package dev.tenon.member;

import dev.tenon.access.Passphrase;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a new passphrase must be: long enough, not one that many people have, and not made of what
/// everybody knows about its owner (NIST SP 800-63B-4 §3.1.1.2). Immutable.
public final class PassphraseRules {
  /// Fewer letters and digits than this beside what everybody knows are too few.
  private static final int OWN = 8;

  private static final int SHORTEST_WORD = 4;

  /// With the list of common passphrases that travels with the hub.
  public PassphraseRules() {}

  /// What is wrong with `text` as a new passphrase, or empty when nothing is; goes on from "It".
  ///
  /// @param email what its owner signs in as; may be anything that was typed
  /// @param known other names that go with it: of the person, of the workspace
  public Optional<String> problem(String text, String email, String... known) {
    Optional<String> plain = Passphrase.problem(text, email);
    if (plain.isPresent()) {
      return plain;
    }
    if (CommonPassphrases.shipped().has(text)) {
      return Optional.of("is one of the passphrases that are guessed first");
    }
    return isOfKnownWords(text, email, known)
        ? Optional.of("says little more than your name, e-mail address or workspace")
        : Optional.empty();
  }

  private static boolean isOfKnownWords(String text, String email, String... known) {
    String rest = plain(text);
    boolean found = false;
    for (String word : words(email, known)) {
      found |= rest.contains(word);
      rest = rest.replace(word, "");
    }
    return found && rest.codePointCount(0, rest.length()) < OWN;
  }

  /// The words, the longest first: whole names before their parts.
  private static List<String> words(String email, String... known) {
    return Stream.concat(Stream.of("tenon", email), Stream.of(known))
        .flatMap(
            it -> Stream.concat(Stream.of(plain(it)), Stream.of(it.split("[^\\p{L}\\p{N}]+", -1))))
        .map(PassphraseRules::plain)
        .filter(it -> it.length() >= SHORTEST_WORD)
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }
}

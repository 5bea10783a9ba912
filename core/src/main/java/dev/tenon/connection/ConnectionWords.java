package dev.tenon.connection;

import dev.tenon.oauth.Account;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The words by which people look for a connection: its user's id or its app's name, and what its
/// account is called. Capital letters and accents make no difference. Pure.
public final class ConnectionWords {
  private static final int LONGEST = 64;
  private static final int MOST = 24;
  private static final int MOST_ASKED = 8;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{C}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private ConnectionWords() {}

  /// The words of a connection of `owner` to `account`, at most 24: `ada@example.com` is found by
  /// `ada`, `example`, `com` and by itself.
  public static Set<String> of(Owner owner, Account account) {
    Set<String> words = new LinkedHashSet<>();
    add(words, name(owner));
    account.email().ifPresent(it -> add(words, it));
    account.name().ifPresent(it -> add(words, it));
    account
        .subject()
        .map(ConnectionWords::folded)
        .map(ConnectionWords::whole)
        .ifPresent(words::add);
    words.remove("");
    return new TreeSet<>(words.stream().limit(MOST).toList());
  }

  /// The beginnings of words that `text` asks for, the longest first; none where nothing is asked.
  public static List<String> asked(String text) {
    List<String> asked = new ArrayList<>();
    for (String chunk : SPACES.split(folded(text), -1)) {
      if (!chunk.isEmpty() && !asked.contains(cut(chunk))) {
        asked.add(cut(chunk));
      }
    }
    asked.sort((one, other) -> Integer.compare(other.length(), one.length()));
    return List.copyOf(asked.subList(0, Math.min(MOST_ASKED, asked.size())));
  }

  /// Whether each of `asked` begins one of `words`.
  public static boolean match(Collection<String> words, List<String> asked) {
    return asked.stream().allMatch(it -> words.stream().anyMatch(word -> word.startsWith(it)));
  }

  /// The id that `text` is, where it is a connection's.
  public static Optional<ConnectionId> id(String text) {
    String id = text.strip();
    return id.matches("con_[0-9A-Za-z]{1,64}")
        ? Optional.of(new ConnectionId(id))
        : Optional.empty();
  }

  /// The provider’s own id of the account: nobody looks for a part of it.
  private static String whole(String id) {
    return cut(SPACES.matcher(id).replaceAll(""));
  }

  private static void add(Set<String> words, String text) {
    for (String chunk : SPACES.split(folded(text), -1)) {
      if (chunk.isEmpty()) {
        continue;
      }
      words.add(cut(chunk));
      for (String part : SEPARATORS.split(chunk, -1)) {
        if (!part.isEmpty()) {
          words.add(cut(part));
        }
      }
    }
  }

  private static String name(Owner owner) {
    return switch (owner) {
      case Owner.User(var id) -> id.value();
      case Owner.App(var name) -> name.value();
    };
  }

  private static String folded(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /// Never in the middle of a character.
  private static String cut(String word) {
    if (word.length() <= LONGEST) {
      return word;
    }
    int end = Character.isHighSurrogate(word.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return word.substring(0, end);
  }
}

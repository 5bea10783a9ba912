package dev.tenon.server.connect;

import dev.tenon.workspace.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the pages say, in one language. The texts are in `words_*.properties`; they are plain text,
/// and so is what is put into them. Immutable.
final class Words {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");
  private static final Map<Language, Words> ALL = loadAll();

  private final Language language;
  private final Map<String, String> texts;
  private final DateTimeFormatter dates;
  private final DateTimeFormatter moments;

  private Words(Language language, Map<String, String> texts) {
    this.language = language;
    this.texts = Map.copyOf(texts);
    this.dates =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(language.locale())
            .withZone(ZoneOffset.UTC);
    this.moments =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(language.locale())
            .withZone(ZoneOffset.UTC);
  }

  static Words of(Language language) {
    Words words = ALL.get(language);
    if (words == null) {
      throw new IllegalStateException("no words in " + language + ", which indicates a bug");
    }
    return words;
  }

  Language language() {
    return language;
  }

  /// All texts by key.
  Map<String, String> texts() {
    return texts;
  }

  /// The text of that key.
  String say(String key) {
    return say(key, Map.of());
  }

  /// The text of that key with what is put in where it says so.
  String say(String key, Map<String, String> values) {
    return PLACE
        .matcher(text(key))
        .replaceAll(it -> Matcher.quoteReplacement(value(key, it, values)));
  }

  /// The same around one place that the page marks up itself.
  Around around(String key, String name) {
    String[] parts = text(key).split("\\{" + name + "}", 2);
    return new Around(parts[0], parts.length == 2 ? parts[1] : "");
  }

  /// A day, as it is written in this language.
  String day(Instant at) {
    return dates.format(at);
  }

  /// A moment, as it is written in this language.
  String moment(Instant at) {
    return moments.format(at) + " UTC";
  }

  /// A number, as it is written in this language.
  String number(long number) {
    return NumberFormat.getIntegerInstance(language.locale()).format(number);
  }

  private String text(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalStateException("no word for " + key + ", which indicates a bug");
    }
    return text;
  }

  private static String value(String key, MatchResult place, Map<String, String> values) {
    String value = values.get(place.group(1));
    if (value == null) {
      throw new IllegalStateException(
          "nothing to put into " + key + " for " + place.group(1) + ", which indicates a bug");
    }
    return value;
  }

  private static Map<Language, Words> loadAll() {
    Map<Language, Words> all = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      all.put(language, new Words(language, load("words_" + language.tag() + ".properties")));
    }
    return Map.copyOf(all);
  }

  private static Map<String, String> load(String file) {
    Properties properties = new Properties();
    try (InputStream stream = Words.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("there is no " + file + ", which indicates a bug");
      }
      Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }

  /// What stands before and after a place.
  record Around(String before, String after) {}
}

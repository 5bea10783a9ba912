package dev.tenon.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.FieldValue;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connector.Field;
import dev.tenon.connector.Field.AskedOf;
import dev.tenon.connector.Field.Format;
import dev.tenon.connector.Field.Hints;
import dev.tenon.workspace.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The words of the pages for users: whole in every language.
final class WordsTest {
  private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");

  /// Words that stand in almost every English sentence, and in none of the other languages.
  private static final Pattern ENGLISH =
      Pattern.compile(
          "\\b(the|you|your|with|this|what|which|again|everything|connect|nothing|someone)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  /// Whole texts that Spanish has of its own and that English has too.
  private static final Set<String> SHARED = Set.of("No");

  private static final Map<String, String> NAMES =
      Map.of(
          "provider", "Trimble",
          "app", "viewer",
          "user", "ada",
          "account", "Ada",
          "when", "soon");

  @ParameterizedTest
  @EnumSource(value = Language.class, mode = Mode.EXCLUDE, names = "EN")
  void no_key_is_missing_no_place_differs_and_no_english_is_left(Language language) {
    Map<String, String> english = Words.of(Language.EN).texts();
    Map<String, String> texts = Words.of(language).texts();

    assertThat(texts.keySet()).isEqualTo(english.keySet());
    assertThat(texts)
        .allSatisfy(
            (key, text) -> {
              assertThat(places(text)).as(key).isEqualTo(places(english.getOrDefault(key, "")));
              assertThat(text).as(key).isNotBlank();
              if (!SHARED.contains(text)) {
                assertThat(text).as(key).isNotEqualTo(english.get(key));
              }
              assertThat(ENGLISH.matcher(PLACE.matcher(text).replaceAll("")).find())
                  .as(key + ": " + text)
                  .isFalse();
            });
  }

  @Test
  void the_search_for_english_finds_it() {
    assertThat(
            Words.of(Language.EN).texts().values().stream()
                .filter(it -> ENGLISH.matcher(it).find()))
        .hasSizeGreaterThan(80);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void every_refusal_is_said_whole(Language language) {
    for (Reason reason : Reason.values()) {
      RefusalWords said = RefusalWords.of(Words.of(language), reason, NAMES);
      for (String text : List.of(said.heading(), said.text(), said.advice())) {
        assertThat(text).isNotBlank().doesNotContain("{", "}");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void whatever_is_wrong_with_a_field_is_said_in_the_readers_language(Language language) {
    for (Format format : Format.values()) {
      Field field = field(format, List.of());
      FieldValue.problem(field, "no such thing\u0001")
          .ifPresent(it -> said(language, field, "This " + it + "."));
      FieldValue.problem(field, "- -").ifPresent(it -> said(language, field, "This " + it + "."));
      said(language, field, "Please fill this in.");
      said(language, field, "This does not fit here.");
    }
    Field choice = field(Format.TEXT, List.of("eu", "us"));
    said(language, choice, "This " + FieldValue.problem(choice, "x").orElseThrow() + ".");
  }

  @Test
  void what_is_put_in_is_not_looked_into_for_places() {
    assertThat(Words.of(Language.DE).say("back", Map.of("app", "{token} $1 \\")))
        .isEqualTo("Zurück zu {token} $1 \\");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EN|March 2, 2026|1,234",
        "DE|2. März 2026|1.234",
        "NL|2 maart 2026|1.234",
        "PT|2 de março de 2026|1.234",
        "FR|2 mars 2026|1\u202f234"
      })
  void days_and_numbers_are_written_as_the_language_writes_them(
      Language language, String day, String number) {
    Words words = Words.of(language);
    assertThat(words.day(Instant.parse("2026-03-02T10:00:00Z"))).isEqualTo(day);
    assertThat(words.number(1234)).isEqualTo(number);
  }

  /// The widget is one file without the server's words.
  @Test
  void the_widget_speaks_the_same_languages() throws IOException {
    String script = resource("/web/connect.js");
    String english = line(script, "en");
    for (Language language : Language.values()) {
      String words = line(script, language.tag());
      assertThat(words.split("', '", -1)).as(words).hasSize(english.split("', '", -1).length);
      assertThat(language == Language.EN || !ENGLISH.matcher(words).find()).as(words).isTrue();
    }
  }

  private static String line(String script, String tag) {
    Matcher matcher = Pattern.compile("\\n    " + tag + ": \\[(.*)\\],\\n").matcher(script);
    assertThat(matcher.find()).as(tag).isTrue();
    return matcher.group(1);
  }

  private static void said(Language language, Field field, String problem) {
    String text = FieldWords.of(Words.of(language), field, problem);
    assertThat(text).isNotBlank().doesNotContain("{");
    assertThat(language == Language.EN || !ENGLISH.matcher(text).find()).as(text).isTrue();
  }

  private static Field field(Format format, List<String> choices) {
    return new Field(
        "x",
        "X",
        Optional.empty(),
        AskedOf.USER,
        true,
        format,
        false,
        Optional.empty(),
        choices,
        Optional.empty(),
        Optional.of("42"),
        Hints.none());
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String resource(String path) throws IOException {
    try (InputStream stream = WordsTest.class.getResourceAsStream(path)) {
      assertThat(stream).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

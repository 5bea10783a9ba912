package dev.tenon.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.Field;
import dev.tenon.connector.Field.Format;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldValueTest {
  private static Field field(Format format, Optional<String> pattern, Field.Hints hints) {
    return new Field(
        "name",
        "Name",
        Optional.empty(),
        Field.AskedOf.USER,
        true,
        format,
        false,
        pattern,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        hints);
  }

  private static Field of(Format format) {
    return field(format, Optional.empty(), Field.Hints.none());
  }

  @ParameterizedTest
  @CsvSource({
    "HOST,api.example",
    "HOST,localhost:8090",
    "HOST,[::1]:8090",
    "LABEL,acme-1",
    "BASE_URL,http://localhost:8090/trimble-id",
    "URL,https://a.example/x?y=z",
    "EMAIL,ada@firm.example",
    "UUID,1b2c3d4e-0000-4000-8000-00000000abcd",
    "INTEGER,-12",
    "BOOLEAN,false",
    "TEXT,anything at all",
  })
  void value_of_its_format_is_good(Format format, String value) {
    assertThat(FieldValue.problem(of(format), value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HOST,evil.com/",
    "HOST,user@evil.com",
    "HOST,a..b",
    "HOST,-a.b",
    "HOST,évil.com",
    "LABEL,a.b",
    "LABEL,a-",
    "BASE_URL,a.example",
    "BASE_URL,https://a.example?x=y",
    "BASE_URL,https://a.example/",
    "URL,ftp://a.example",
    "EMAIL,ada",
    "UUID,1b2c",
    "INTEGER,1.5",
    "BOOLEAN,yes",
  })
  void value_of_another_format_is_refused(Format format, String value) {
    assertThat(FieldValue.problem(of(format), value)).isPresent();
  }

  @Test
  void line_breaks_are_for_fields_of_several_lines() {
    assertThat(FieldValue.problem(of(Format.TEXT), "a\nb")).isPresent();
    assertThat(FieldValue.problem(of(Format.LINES), "a\r\nb")).isEmpty();
    assertThat(FieldValue.problem(of(Format.LINES), "a\u0000b")).isPresent();
  }

  @Test
  void normal_value_has_prefix_and_suffix_once() {
    Field.Hints hints =
        new Field.Hints(
            Optional.of("https://"),
            Optional.of(".golf.example"),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Field field = field(Format.TEXT, Optional.empty(), hints);
    assertThat(FieldValue.normal(field, " acme ")).isEqualTo("https://acme.golf.example");
    assertThat(FieldValue.normal(field, "https://acme.golf.example"))
        .isEqualTo("https://acme.golf.example");
  }

  @Test
  void normal_base_url_has_no_slash_at_its_end() {
    assertThat(FieldValue.normal(of(Format.BASE_URL), "https://a.example/x//"))
        .isEqualTo("https://a.example/x");
  }

  /// An admin's expression with exponential cost must not hold a thread.
  @Test
  void pattern_that_runs_away_is_ended() {
    Field field = field(Format.TEXT, Optional.of("(a+)+(b+)+c?\\1\\2$"), Field.Hints.none());
    assertThat(FieldValue.problem(field, "a".repeat(4000) + "!")).isPresent();
  }

  @Test
  void problem_does_not_show_the_value() {
    assertThat(FieldValue.problem(of(Format.UUID), "hush-hush").orElseThrow())
        .doesNotContain("hush");
  }
}

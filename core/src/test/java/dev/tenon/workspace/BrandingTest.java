package dev.tenon.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tenon.workspace.BrandingDraft.Checked;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a workspace may look like.
final class BrandingTest {
  @ParameterizedTest
  @CsvSource({"#ffffff,#000000,21", "#777777,#ffffff,4.48", "#ff0000,#ffffff,4.00"})
  void contrast_is_as_WCAG_computes_it(String one, String two, double ratio) {
    assertThat(Colour.parse(one).contrast(Colour.parse(two))).isCloseTo(ratio, within(0.01));
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void the_pages_own_colours_can_be_read(Scheme scheme) {
    for (Colour text : java.util.List.of(scheme.ink(), scheme.soft(), scheme.accent())) {
      assertThat(text.leastContrast(scheme.grounds(scheme.paper()))).isGreaterThan(4.5);
    }
  }

  @Test
  void a_colour_that_cannot_be_read_is_refused_with_its_ratio_and_the_nearest_that_can() {
    Map<String, String> problems = problems("light.accent", "#8fd3c0");

    assertThat(problems.get("light.accent"))
        .matches(
            "has a contrast of 1\\.\\d\\d:1 on #f6f5f2; at least 4.5:1 is needed. #\\w{6} would do");
    String near =
        problems.getOrDefault("light.accent", "").replaceAll(".*(#\\w{6}) would do", "$1");
    assertThat(check("light.accent", near)).isInstanceOf(Checked.Good.class);
  }

  @Test
  void a_background_on_which_the_pages_texts_vanish_is_refused_with_its_ratio() {
    assertThat(problems("dark.background", "#808080").get("dark.background"))
        .contains(":1 to the text #a9b3ad")
        .contains("darker");
    assertThat(problems("light.background", "#336699").get("light.background")).contains("lighter");
  }

  /// Whatever is chosen for one scheme, the other one's accent is readable too.
  @Test
  void every_accent_that_is_taken_has_a_readable_companion_and_readable_words_on_it() {
    for (int hue = 0; hue < 4096; hue += 37) {
      Colour typed =
          new Colour((hue & 15) * 17, (hue >> 4 & 15) * 17, (hue >> 8 & 15) * 17)
              .readableOn(Scheme.LIGHT.grounds(Scheme.LIGHT.paper()), Look.LEAST_CONTRAST);
      Branding branding = ((Checked.Good) check("light.accent", typed.toString())).branding();
      for (Scheme scheme : Scheme.values()) {
        Colour accent = branding.accent(scheme);
        assertThat(accent.leastContrast(scheme.grounds(branding.background(scheme))))
            .isGreaterThanOrEqualTo(4.5);
        assertThat(accent.ink().contrast(accent)).isGreaterThanOrEqualTo(4.5);
      }
    }
  }

  /// Whatever background a link asks for, everything can be read.
  @Test
  void a_link_s_background_is_shown_where_it_can_be_read_and_made_lighter_where_it_cannot() {
    Branding plain = Branding.none();
    Branding blue = ((Checked.Good) check("light.accent", "#0b5cad")).branding();
    for (int hue = 0; hue < 4096; hue += 37) {
      Colour typed = new Colour((hue & 15) * 17, (hue >> 4 & 15) * 17, (hue >> 8 & 15) * 17);
      for (Branding branding : java.util.List.of(plain.before(typed), blue.before(typed))) {
        for (Scheme scheme : Scheme.values()) {
          Colour ground = branding.background(scheme);
          assertThat(scheme.carries(ground)).as(typed + " " + scheme).isTrue();
          assertThat(branding.accent(scheme).leastContrast(scheme.grounds(ground)))
              .as(typed + " " + scheme)
              .isGreaterThanOrEqualTo(4.5);
        }
      }
    }
    assertThat(plain.before(Colour.parse("#f5f5f5")).light().background())
        .contains(Colour.parse("#f5f5f5"));
    assertThat(plain.before(Colour.parse("#012")).dark().background())
        .as("a dark one is for the dark")
        .contains(Colour.parse("#001122"));
  }

  @Test
  void a_logo_stays_beside_another_name_unless_the_workspace_is_called_otherwise() {
    BrandingDraft drawn =
        BrandingDraft.of(Branding.none()).with(Optional.of(Logo.of(Pictures.png(3, 4))));
    Branding nameless = ((Checked.Good) drawn.check()).branding();
    Branding named = ((Checked.Good) drawn.with("name", "Harbour").check()).branding();

    assertThat(nameless.named("Acme").logo()).isPresent();
    assertThat(named.named("HARBOUR").logo()).isPresent();
    assertThat(named.named("Acme").logo()).isEmpty();
    assertThat(named.named("Acme").name()).contains("Acme");
  }

  @Test
  void every_problem_comes_at_once() {
    BrandingDraft draft =
        BrandingDraft.of(Branding.none())
            .with("name", "x".repeat(61))
            .with("support", "javascript:alert(1)")
            .with("texts.de", "y".repeat(401))
            .with("light.accent", "red");
    assertThat(((Checked.Wrong) draft.check()).problems())
        .containsOnlyKeys("name", "support", "texts.de", "light.accent");
  }

  @Test
  void a_draft_of_a_branding_is_that_branding() {
    BrandingDraft draft =
        BrandingDraft.of(Branding.none())
            .with("name", " Harbour ")
            .with("texts.en", "One\n two")
            .with("support", "https://help.example/x")
            .with("dark.accent", "#9ac7ff")
            .with(Optional.of(Logo.of(Pictures.png(3, 4))));
    Branding branding = ((Checked.Good) draft.check()).branding();

    assertThat(branding.name()).contains("Harbour");
    assertThat(branding.texts()).containsEntry(Language.EN, "One two");
    assertThat(((Checked.Good) BrandingDraft.of(branding).check()).branding()).isEqualTo(branding);
  }

  @Test
  void a_text_is_in_the_readers_language_or_in_one_that_is_named() {
    Branding branding =
        ((Checked.Good)
                BrandingDraft.of(Branding.none())
                    .with("texts.en", "Hello")
                    .with("texts.fr", "Bonjour")
                    .check())
            .branding();

    assertThat(branding.text(Language.FR)).contains(new Branding.Text(Language.FR, "Bonjour"));
    assertThat(branding.text(Language.DE)).contains(new Branding.Text(Language.EN, "Hello"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://help.example",
        "https://u@help.example",
        "javascript:x",
        "a@b",
        "x y@z.de"
      })
  void an_address_of_help_that_leads_elsewhere_is_refused(String text) {
    assertThatThrownBy(() -> Support.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_logo_is_what_its_bytes_are_whatever_it_is_called() {
    byte[] png = Pictures.png(300, 80);
    Logo logo = Logo.parse("data:text/html;base64," + Base64.getEncoder().encodeToString(png));

    assertThat(logo.type()).isEqualTo(LogoType.PNG);
    assertThat(logo.width()).isEqualTo(300);
    assertThat(logo.height()).isEqualTo(80);
    assertThat(logo.bytes()).isEqualTo(png);
    assertThat(Logo.parse(logo.dataUrl())).isEqualTo(logo);
  }

  @Test
  void sizes_of_jpeg_and_webp_are_read() {
    byte[] jpeg =
        bytes(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 11, 8, 0, 90, 1, 44, 3, 1, 1);
    assertThat(Logo.of(jpeg).toString()).contains("JPEG, 300 × 90");
    byte[] webp = new byte[30];
    System.arraycopy("RIFFxxxxWEBPVP8X".getBytes(StandardCharsets.US_ASCII), 0, webp, 0, 16);
    webp[24] = (byte) 199;
    webp[27] = 99;
    assertThat(Logo.of(webp).toString()).contains("WEBP, 200 × 100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>|SVG is not taken",
        "<?xml version='1.0'?><svg/>|SVG is not taken",
        "GIF89a|PNG, JPEG or WebP",
        "x|PNG, JPEG or WebP"
      })
  void what_is_no_picture_of_pixels_is_refused_by_name(String content, String says) {
    assertThatThrownBy(() -> Logo.of(content.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining(says);
  }

  @Test
  void a_logo_that_is_too_large_or_broken_off_is_refused() {
    assertThatThrownBy(() -> Logo.of(new byte[65 * 1024])).hasMessageContaining("65 kB");
    assertThatThrownBy(() -> Logo.of(Pictures.png(2001, 1))).hasMessageContaining("2001 × 1");
    byte[] png = Pictures.png(5, 5);
    IntStream.rangeClosed(1, 22)
        .forEach(
            length ->
                assertThatThrownBy(() -> Logo.of(Arrays.copyOf(png, length)))
                    .isInstanceOf(IllegalArgumentException.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de-AT,en;q=0.8|DE",
        "ja,fr;q=0.4,nl;q=0.6|NL",
        "en;q=0,pt-PT|PT",
        "*;q=0.5, es_MX|ES",
        "ja|",
        "de;q=2,en|EN"
      })
  void the_language_that_a_browser_likes_best_is_taken(String header, Language language) {
    assertThat(Language.accepted(header)).isEqualTo(Optional.ofNullable(language));
  }

  private static Checked check(String field, String text) {
    return BrandingDraft.of(Branding.none()).with(field, text).check();
  }

  private static Map<String, String> problems(String field, String text) {
    return ((Checked.Wrong) check(field, text)).problems();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}

package dev.tenon.workspace;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// A branding as it was typed: raw texts by field, an empty text for nothing. The fields are
/// `name`, `support`, `texts.en` and so on for each [Language], `light.accent`, `light.background`,
/// `dark.accent` and `dark.background`, and `show_account`, which is `true` or not. Immutable.
public final class BrandingDraft {
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_TEXT = 400;

  private final Map<String, String> typed;
  private final Optional<Logo> logo;

  private BrandingDraft(Map<String, String> typed, Optional<Logo> logo) {
    this.typed = Map.copyOf(typed);
    this.logo = logo;
  }

  /// A draft that says what `branding` is.
  public static BrandingDraft of(Branding branding) {
    Map<String, String> typed = new TreeMap<>();
    branding.name().ifPresent(it -> typed.put("name", it));
    branding.support().ifPresent(it -> typed.put("support", it.shown()));
    branding.texts().forEach((language, text) -> typed.put("texts." + language.tag(), text));
    for (Scheme scheme : Scheme.values()) {
      Look look = branding.look(scheme);
      look.accent().ifPresent(it -> typed.put(name(scheme) + ".accent", it.toString()));
      look.background().ifPresent(it -> typed.put(name(scheme) + ".background", it.toString()));
    }
    typed.put("show_account", Boolean.toString(branding.showsAccount()));
    return new BrandingDraft(typed, branding.logo());
  }

  /// The same with another text in one field.
  public BrandingDraft with(String field, String text) {
    Map<String, String> changed = new TreeMap<>(typed);
    changed.put(field, text);
    return new BrandingDraft(changed, logo);
  }

  /// The same with another logo, or without one.
  public BrandingDraft with(Optional<Logo> another) {
    return new BrandingDraft(typed, another);
  }

  /// What is typed in a field; an empty text where nothing is.
  public String text(String field) {
    return typed.getOrDefault(field, "").strip();
  }

  /// The logo, where there is one.
  public Optional<Logo> logo() {
    return logo;
  }

  /// The branding, or everything that is wrong with it.
  public Checked check() {
    Map<String, String> problems = new LinkedHashMap<>();
    Optional<String> name = name(problems);
    Optional<Support> support = parsed("support", Support::parse, problems);
    Map<Language, String> texts = new TreeMap<>();
    for (Language language : Language.values()) {
      text(language, problems).ifPresent(it -> texts.put(language, it));
    }
    Look light = look(Scheme.LIGHT, problems);
    Look dark = look(Scheme.DARK, problems);
    return problems.isEmpty()
        ? new Checked.Good(
            new Branding(
                name, texts, support, light, dark, logo, text("show_account").equals("true")))
        : new Checked.Wrong(problems);
  }

  /// The name that `text` is; empty where it is blank.
  ///
  /// @throws IllegalArgumentException where it cannot be shown as one
  public static Optional<String> name(String text) {
    String stripped = text.strip();
    if (stripped.length() > LONGEST_NAME || hasControls(stripped)) {
      throw new IllegalArgumentException(
          "must be one line of at most " + LONGEST_NAME + " characters");
    }
    return Optional.of(stripped).filter(it -> !it.isEmpty());
  }

  private Optional<String> name(Map<String, String> problems) {
    try {
      return name(text("name"));
    } catch (IllegalArgumentException e) {
      problems.put("name", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<String> text(Language language, Map<String, String> problems) {
    String field = "texts." + language.tag();
    String text = text(field).replaceAll("\\s*\\R\\s*", " ");
    if (text.length() > LONGEST_TEXT || hasControls(text)) {
      problems.put(field, "must have at most " + LONGEST_TEXT + " characters, on one line");
      return Optional.empty();
    }
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  private static boolean hasControls(String text) {
    return text.codePoints()
        .anyMatch(
            it ->
                Character.isISOControl(it)
                    || Character.getType(it) == Character.SURROGATE
                    || Character.getType(it) == Character.FORMAT);
  }

  private Look look(Scheme scheme, Map<String, String> problems) {
    String place = name(scheme);
    Optional<Colour> background = parsed(place + ".background", Colour::parse, problems);
    Optional<Colour> accent = parsed(place + ".accent", Colour::parse, problems);
    background
        .flatMap(it -> tooNear(it, scheme))
        .ifPresent(it -> problems.put(place + ".background", it));
    accent
        .flatMap(it -> unreadable(it, scheme, background.orElse(scheme.paper())))
        .ifPresent(it -> problems.put(place + ".accent", it));
    return new Look(accent, background);
  }

  /// Whether the page's own texts cannot be read on that background.
  private static Optional<String> tooNear(Colour background, Scheme scheme) {
    return scheme.carries(background)
        ? Optional.empty()
        : Optional.of(
            "has a contrast of %s:1 to the text %s; at least 4.5:1 is needed. Take a %s one"
                .formatted(
                    ratio(
                        Math.min(
                            background.contrast(scheme.soft()), background.contrast(scheme.ink()))),
                    scheme.soft(),
                    scheme == Scheme.LIGHT ? "lighter" : "darker"));
  }

  private static Optional<String> unreadable(Colour accent, Scheme scheme, Colour background) {
    for (Colour ground : scheme.grounds(background)) {
      double ratio = accent.contrast(ground);
      if (ratio < Look.LEAST_CONTRAST) {
        Colour near = accent.readableOn(scheme.grounds(background), Look.LEAST_CONTRAST);
        return Optional.of(
            "has a contrast of %s:1 on %s; at least 4.5:1 is needed. %s would do"
                .formatted(ratio(ratio), ground, near));
      }
    }
    return Optional.empty();
  }

  /// Rounded down, so that what is refused never reads as enough.
  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", Math.floor(ratio * 100) / 100);
  }

  private <T> Optional<T> parsed(
      String field, Function<String, T> parser, Map<String, String> problems) {
    String text = text(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problems.put(field, "is not valid: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String name(Scheme scheme) {
    return scheme.name().toLowerCase(Locale.ROOT);
  }

  /// What came of a draft.
  public sealed interface Checked {
    /// It can be shown.
    record Good(Branding branding) implements Checked {}

    /// It cannot.
    ///
    /// @param problems by field: each goes on where the field's name ends
    record Wrong(Map<String, String> problems) implements Checked {}
  }
}
